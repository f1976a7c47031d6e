//! Writes SVG: rounds coordinates, escapes texts, gives every drawing its role, title and description.

use crate::markup::{Markup, escape_into, write_into};

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its start.
    Start,
    /// At its middle.
    Middle,
    /// At its end.
    End,
}

/// A drawing under way.
#[derive(Debug)]
pub struct Drawing {
    out: String,
}

impl Drawing {
    /// A drawing of `width` × `height` that can be read out: `title` says what it is and `summary` what it shows.
    pub fn new(id: &str, (width, height): (f64, f64), title: &str, summary: &str) -> Self {
        let mut drawing = Self { out: String::with_capacity(4_096) };
        let (w, h) = (px(width), px(height));
        drawing.raw(format_args!(
            "<svg class=\"chart\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" \
             aria-labelledby=\"{id}t {id}d\"><title id=\"{id}t\">"
        ));
        escape_into(&mut drawing.out, title);
        drawing.raw(format_args!("</title><desc id=\"{id}d\">"));
        escape_into(&mut drawing.out, summary);
        drawing.raw(format_args!("</desc>"));
        drawing
    }

    /// A drawing for a place in a table or a line of text; `title` is all that is read out.
    /// `class` gives it its size.
    pub fn inline(class: &str, (width, height): (f64, f64), title: &str) -> Self {
        let mut drawing = Self { out: String::with_capacity(512) };
        let (w, h) = (px(width), px(height));
        drawing.raw(format_args!(
            "<svg class=\"{class}\" viewBox=\"0 0 {w} {h}\" role=\"img\"><title>"
        ));
        escape_into(&mut drawing.out, title);
        drawing.raw(format_args!("</title>"));
        drawing
    }

    /// Opens a group of `class`; everything until [`Self::close`] is in it.
    pub fn open(&mut self, class: &str) {
        self.raw(format_args!("<g class=\"{class}\">"));
    }

    /// Opens a group that says `hover` under the pointer.
    pub fn open_hover(&mut self, hover: &str) {
        self.raw(format_args!("<g>"));
        self.title(hover);
    }

    /// Opens a group of rectangles of one size, made by [`Self::hit`]; with all days of a quarter in every chart,
    /// saying the size once keeps the page small. The style turns the variables into sizes.
    pub fn open_hits(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, w, h) = (px(x), px(y), px(width), px(height));
        self.raw(format_args!(
            "<g class=\"{class}\" transform=\"translate({x} {y})\" style=\"--w:{w}px;--h:{h}px\">"
        ));
    }

    /// A rectangle at `x` of the open group, of `class` where that is not empty, as wide as the group says or as
    /// `width` says, that says `hover` under the pointer.
    pub fn hit(&mut self, x: f64, width: Option<f64>, class: &str, hover: &str) {
        self.raw(format_args!("<rect{} x=\"{}\"", class_of(class), px(x)));
        if let Some(width) = width {
            self.raw(format_args!(" style=\"width:{}px\"", px(width)));
        }
        self.raw(format_args!(">"));
        self.title(hover);
        self.raw(format_args!("</rect>"));
    }

    /// A rectangle that leads to `href` and says `hover` under the pointer. Keys pass it by: a table beside the drawing
    /// has the same links.
    pub fn linked(&mut self, href: &str, (x, y): (f64, f64), (w, h): (f64, f64), hover: &str) {
        self.out.push_str("<a tabindex=\"-1\" href=\"");
        escape_into(&mut self.out, href);
        let (x, y, w, h) = (px(x), px(y), px(w.max(0.0)), px(h.max(0.0)));
        self.raw(format_args!("\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\">"));
        self.title(hover);
        self.raw(format_args!("</rect></a>"));
    }

    /// Closes the last group.
    pub fn close(&mut self) {
        self.raw(format_args!("</g>"));
    }

    /// A rectangle; widths and heights below nothing are nothing.
    pub fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), class: &str) {
        let (x, y, w, h) = (px(x), px(y), px(width.max(0.0)), px(height.max(0.0)));
        let class = class_of(class);
        self.raw(format_args!("<rect{class} x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/>"));
    }

    /// A straight line.
    pub fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) {
        let (x1, y1, x2, y2) = (px(x1), px(y1), px(x2), px(y2));
        let class = class_of(class);
        self.raw(format_args!("<path{class} d=\"M{x1} {y1}L{x2} {y2}\"/>"));
    }

    /// A path from its commands.
    pub fn path(&mut self, commands: &str, class: &str) {
        self.raw(format_args!("<path{} d=\"{commands}\"/>", class_of(class)));
    }

    /// Thick strokes as bars.
    pub fn stroke(&mut self, commands: &str, class: &str, thick: &str) {
        self.raw(format_args!(
            "<path class=\"{class}\" style=\"stroke-width:{thick}px\" d=\"{commands}\"/>"
        ));
    }

    /// A disc.
    pub fn disc(&mut self, (x, y): (f64, f64), radius: f64, class: &str) {
        let class = class_of(class);
        self.raw(format_args!(
            "<circle{class} cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            px(x),
            px(y),
            px(radius)
        ));
    }

    /// A line of text with its baseline at `y`.
    pub fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = class_of(class);
        self.raw(format_args!("<text{class} x=\"{}\" y=\"{}\"{anchor}>", px(x), px(y)));
        escape_into(&mut self.out, text);
        self.raw(format_args!("</text>"));
    }

    /// A horizontal whisker from `low` to `high` around the height `y`, with caps.
    pub fn whisker(&mut self, (low, high): (f64, f64), y: f64, cap: f64) {
        let (low, high, top, tall) = (px(low), px(high), px(y - cap), px(cap * 2.0));
        let y = px(y);
        self.raw(format_args!(
            "<path class=\"w\" d=\"M{low} {top}v{tall}M{high} {top}v{tall}M{low} {y}H{high}\"/>"
        ));
    }

    /// Diagonal lines to fill an area with, as `url(#{id}h)`.
    pub fn hatching(&mut self, id: &str) {
        self.raw(format_args!(
            "<pattern id=\"{id}h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path class=\"hl\" d=\"M0 0V6\"/></pattern>"
        ));
    }

    /// A hatched rectangle over the whole height that says why under the pointer.
    pub fn hatched(&mut self, id: &str, (x, y): (f64, f64), (w, h): (f64, f64), hover: &str) {
        let (x, y, w, h) = (px(x), px(y), px(w), px(h));
        self.raw(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"url(#{id}h)\">"
        ));
        self.title(hover);
        self.raw(format_args!("</rect>"));
    }

    /// The finished drawing.
    pub fn finish(mut self) -> Markup {
        self.out.push_str("</svg>");
        Markup::drawn(self.out)
    }

    fn title(&mut self, text: &str) {
        self.out.push_str("<title>");
        escape_into(&mut self.out, text);
        self.out.push_str("</title>");
    }

    fn raw(&mut self, text: std::fmt::Arguments<'_>) {
        write_into(&mut self.out, text);
    }
}

fn class_of(class: &str) -> String {
    if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") }
}

/// A coordinate with one decimal at most; what is not finite is 0.
pub fn px(number: f64) -> String {
    let rounded = if number.is_finite() { (number * 10.0).round() / 10.0 } else { 0.0 };
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") }
}

/// A path through `points`, as short as relative steps make it.
pub fn through(points: &[(f64, f64)]) -> String {
    let tenths = |number: f64| if number.is_finite() { (number * 10.0).round() as i64 } else { 0 };
    let mut out = String::with_capacity(points.len() * 8);
    let mut last = (0, 0);
    for (place, &(x, y)) in points.iter().enumerate() {
        let here = (tenths(x), tenths(y));
        let (dx, dy) = if place == 0 { here } else { (here.0 - last.0, here.1 - last.1) };
        out.push_str(match place {
            0 => "M",
            1 => "l",
            _ if dx < 0 => "",
            _ => " ",
        });
        let (dx, dy) = (px(dx as f64 / 10.0), px(dy as f64 / 10.0));
        let gap = if dy.starts_with('-') { "" } else { " " };
        write_into(&mut out, format_args!("{dx}{gap}{dy}"));
        last = here;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_short_and_return_where_they_should() {
        assert_eq!(through(&[(0.0, 10.0), (5.04, 8.0), (10.0, 12.5)]), "M0 10l5-2 5 4.5");
        assert_eq!(px(f64::NAN), "0");
        assert_eq!(px(-0.01), "0");
    }

    #[test]
    fn texts_are_escaped() {
        let mut drawing = Drawing::new("a", (10.0, 10.0), "<t>", "\"d\"");
        drawing.text((1.0, 2.0), Anchor::End, "", "</text><script>");
        insta::assert_snapshot!(drawing.finish().as_str(), @r##"<svg class="chart" viewBox="0 0 10 10" width="10" height="10" role="img" aria-labelledby="at ad"><title id="at">&#60;t&#62;</title><desc id="ad">&#34;d&#34;</desc><text x="1" y="2" text-anchor="end">&#60;/text&#62;&#60;script&#62;</text></svg>"##);
    }
}
