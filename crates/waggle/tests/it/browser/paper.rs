//! What stands on paper: pages and words of a PDF.

use std::io::Write;
use std::process::{Command, Stdio};

use fantoccini::wd::PrintConfiguration;
use fantoccini::wd::PrintSize;

use super::Browser;

/// Sizes of paper in centimetres.
pub const A4: (f64, f64) = (21.0, 29.7);
pub const LETTER: (f64, f64) = (21.59, 27.94);

impl Browser {
    /// The page as the browser prints it.
    pub async fn print(&self, (width, height): (f64, f64)) -> Vec<u8> {
        let size = PrintSize { width, height };
        let how = PrintConfiguration::builder().size(size).build().unwrap();
        self.client.print(how).await.unwrap()
    }
}

/// How many pages a PDF has that Chromium wrote: it leaves their objects readable.
pub fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.split("/Type /Page").skip(1).filter(|after| !after.starts_with('s')).count()
}

/// A PDF's words as `pdftotext` reads them; says plainly when there is none.
pub fn words(pdf: &[u8]) -> Option<String> {
    let mut reader = Command::new("pdftotext");
    reader.args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = reader.spawn() else {
        assert!(
            std::env::var_os("WAGGLE_NEEDS_BROWSER").is_none(),
            "pdftotext was to be installed and is not"
        );
        eprintln!("skipped reading the PDF: there is no pdftotext; install poppler-utils");
        return None;
    };
    let mut into = child.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writing = std::thread::spawn(move || into.write_all(&bytes));
    let read = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    Some(plain(&text).replace("\u{ad}\n", "").replace('\u{ad}', ""))
}

/// With spaces that are spaces: which kind keeps a number and its unit together is not the same on paper.
pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}
