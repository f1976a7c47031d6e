//! The whole way, as one company goes it: from the assessment to a strategy in force, to a program, to a measure that moves, to
//! what the program changed, to the handbook on paper, whose numbers are those of the pages and of the API.

use std::collections::BTreeSet;

use market::{Market, Scale};
use model::{Label, Timestamp};
use serde_json::Value;

use super::{Browser, is_installed, paper};
use crate::shell::Shell;

/// The program began so many days ago; the market's days before that are what it is compared with.
const BEGAN_DAYS_AGO: i32 = 35;
/// The measure counts from so many days ago on.
const SINCE_DAYS_AGO: i32 = 84;
/// Good words that are imported for each day since then.
const GOOD_WORDS_A_DAY: usize = 12;

impl Browser {
    /// The day so many days ago.
    async fn day(&self, ago: i32) -> String {
        let day = format!("return new Date(Date.now() - {ago} * 864e5).toISOString().slice(0, 10)");
        self.script(&day).await.as_str().unwrap().to_owned()
    }

    /// What an address of the API answers.
    async fn api(&self, path: &str) -> Value {
        let ask = format!(
            "const done = arguments[0]; fetch('{path}').then(answer => answer.json()).then(done)"
        );
        self.later(&ask).await
    }

    /// A file of ours, as bytes.
    async fn download(&self, path: &str) -> Vec<u8> {
        let ask = format!(
            "const done = arguments[0]; fetch('{path}').then(answer => answer.arrayBuffer())
                .then(bytes => done(Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join('')))"
        );
        let hex = self.later(&ask).await;
        let hex = hex.as_str().unwrap().as_bytes();
        let digit = |byte: u8| char::from(byte).to_digit(16).unwrap();
        hex.chunks(2)
            .map(|pair| u8::try_from(digit(pair[0]) * 16 + digit(pair[1])).unwrap())
            .collect()
    }

    /// Follows positive feedback of the brand towards a target; answers the measure's number.
    async fn follow_a_measure(&self) -> String {
        self.go("/measures").await;
        let since = self.day(SINCE_DAYS_AGO).await;
        let by = self.day(-90).await;
        self.fill(
            "#add form",
            &[
                ("measure", "positive_feedback"),
                ("since", &since),
                ("rhythm", "weekly"),
                ("baseline", "0"),
                ("target", "1000"),
                ("by", &by),
            ],
        )
        .await;
        self.press_button("#add form button").await;
        let address = self.client.current_url().await.unwrap();
        let id = address.path().rsplit('/').next().unwrap().to_owned();
        self.until_measure(&id, |stands| stands > 0.0).await;
        id
    }

    /// Where a measure stands: the number at the head of its page, as it is written there and as a number.
    async fn stands(&self, id: &str) -> Option<(String, f64)> {
        self.go(&format!("/measures/{id}")).await;
        let said = self.text("main .answer").await;
        let number: String = said.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
        Some((number.clone(), number.replace(',', "").parse().ok()?))
    }

    /// Waits until the background has counted a measure to where it should be.
    async fn until_measure(&self, id: &str, there: impl Fn(f64) -> bool) -> (String, f64) {
        for _ in 0..240 {
            if let Some(stands) = self.stands(id).await
                && there(stands.1)
            {
                return stands;
            }
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
        panic!("measure {id} does not move: {}", self.text("main").await);
    }

    /// A program from its playbook, from draft to under way, measured by `measure`, with its money and how its effect is looked for.
    async fn start_a_program(&self, measure: &str) {
        let began = self.day(BEGAN_DAYS_AGO).await;
        self.go("/programs").await;
        self.fill("#begin", &[("name", "Round table"), ("starts", &began)]).await;
        self.script("document.querySelector('#begin [value=support_community]').click()").await;
        self.press_button("#begin button.main").await;
        let form = |edit: &str| format!("form:has(> [name=edit][value={edit}])");
        let press = async |edit: &str| {
            self.press_button(&format!("{} > button", form(edit))).await;
        };
        // Nobody can agree on what nobody carries out.
        assert!(!self.text("#next").await.contains("Nothing is missing"));
        let describe = form("describe");
        self.fill(&describe, &[("owner", "Ada Admin"), ("participants", "Carla Customer")]).await;
        let serves =
            format!("document.querySelector('{describe} [name=serves]').selectedIndex = 1");
        self.script(&serves).await;
        press("describe").await;
        press("agree").await;
        press("start").await;
        assert!(self.text("main .answer").await.starts_with("Running (Ada Admin)"));
        self.script(&format!(
            "document.querySelector('[name=kpi][value=\"{measure}\"]').checked = true"
        ))
        .await;
        press("kpis").await;
        let impact = form("impact");
        let competitor = format!(
            "const list = document.querySelector('{impact} [name=control_subject]');
             list.value = [...list.options].find(one => one.text === 'Tarnholt').value"
        );
        self.fill("#impact", &[("kpi", measure), ("from", &began), ("control", "competitor")])
            .await;
        self.script(&competitor).await;
        press("impact").await;
        let money = "form.assumptions";
        self.fill(
            money,
            &[("cost_text", "moderating"), ("cost_quantity_mid", "137"), ("cost_rate_mid", "53")],
        )
        .await;
        self.press_button(&format!("{money} button.main")).await;
    }

    /// Brings in good words about the brand, so many for each day since the program began: what another market said.
    async fn import_good_words(&self, shell: &Shell) -> u32 {
        let mut said = Market::new(Scale::of(20_000, Timestamp(1_790_000_000)), 99);
        let good = std::iter::from_fn(|| said.next_said()).filter(|said| {
            let planted = &said.planted;
            planted.label == Label::Positive
                && !planted.repeat
                && planted.own.is_none()
                && said.post.text.contains("Brambelo")
        });
        let mut texts = good.map(|said| said.post.text);
        let mut rows = csv::Writer::from_writer(Vec::new());
        rows.write_record(["id", "date", "author", "text"]).unwrap();
        let mut count = 0;
        for ago in 1..=BEGAN_DAYS_AGO {
            let day = self.day(ago).await;
            for text in texts.by_ref().take(GOOD_WORDS_A_DAY) {
                let (id, author) = (format!("good{count}"), format!("rider{count}"));
                rows.write_record([&id, &format!("{day} 11:00"), &author, &text]).unwrap();
                count += 1;
            }
        }
        let file = shell.write("good.csv", &rows.into_inner().unwrap());
        self.go("/listen/import").await;
        self.wait("#file").await.send_keys(&file).await.unwrap();
        self.press_button(".drop button").await;
        self.press_button("button[form=columns]").await;
        self.wait("[data-finished] ~ .job").await;
        count
    }
}

/// The numbers in a text, without what groups or ends them: "1,000 to 2.5 %." holds 1000 and 2.5.
fn numbers(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    text.split(|c| !is_part(c))
        .map(|number| number.trim_matches([',', '.']).replace(',', ""))
        .filter(|number| !number.is_empty())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_assessment_to_the_handbook() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let browser = Browser::open(&shell).await;
    let measure = browser.follow_a_measure().await;
    browser.bring_into_force(&measure).await;

    // Every sentence leads back to somebody's own words.
    browser.go("/strategy/1/swot").await;
    browser.press_button(".item .says a").await;
    browser.wait(".chain a").await;

    // The program starts; of what it changed, the page says what it can.
    browser.start_a_program(&measure).await;
    let before = browser.stands(&measure).await.unwrap();
    browser.go("/programs/1").await;
    let effect = browser.wait("#impact .big").await;
    assert_ne!(
        effect.attr("class").await.unwrap().unwrap(),
        "big shown",
        "the market had no such effect"
    );

    // Posts come in, the measure moves, and now there is an effect, about as large as it was made.
    let good = browser.import_good_words(&shell).await;
    // Some are read otherwise than they were meant, and some say what somebody said before.
    let about = |posts: f64| (0.3..1.3).contains(&(posts / f64::from(good)));
    let after = browser.until_measure(&measure, |stands| about(stands - before.1)).await;
    browser.go("/programs/1").await;
    browser.wait("#impact .big.shown").await;
    let amount = "return [...document.querySelectorAll('#impact .pairs dt')]
        .find(dt => dt.textContent.startsWith('Since it began')).nextElementSibling.textContent";
    let amount = browser.script(amount).await.as_str().unwrap().to_owned();
    let edges: Vec<f64> = numbers(&amount).iter().map(|number| number.parse().unwrap()).collect();
    assert!(edges.iter().copied().any(about), "{amount}");

    // The handbook: what is on paper is on the page, and what the walk made is on paper.
    the_handbook_says_the_same(&browser, &measure, &after.0).await;
    browser.end().await;
}

async fn the_handbook_says_the_same(browser: &Browser, measure: &str, stands: &str) {
    browser.go("/handbook").await;
    let texts = "const walk = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
        const texts = []; while (walk.nextNode()) texts.push(walk.currentNode.data); return texts.join(' ')";
    let page = browser.script(texts).await;
    let page = numbers(page.as_str().unwrap());
    let effect = effect(browser).await;
    let strategy = browser.api("/api/v1/strategies/1").await;
    let goal = &strategy["strategy"]["hexagon"]["goal"];
    assert_eq!((goal["target"].as_f64(), goal["baseline"].as_f64()), (Some(1_000.0), Some(0.0)));
    let finding = cited(browser, &strategy).await;
    browser.go(&format!("/measures/{measure}")).await;
    let on_measure = numbers(&browser.text("main").await);
    let pdf = browser.download("/handbook.pdf").await;
    assert!(pdf.starts_with(b"%PDF"));
    let Some(text) = paper::words(&pdf) else { return };
    for said in ["Bikes that last", "Round table", "Carla Customer", "Paul Partner", "moderating"] {
        assert!(text.contains(said), "{said} is not in the handbook");
    }
    let paper = numbers(&text);
    // 137 hours at 53 euros.
    let walked = [stands, "1,000", "137", "53", "7,261", &finding, &effect];
    for number in walked.iter().flat_map(|number| numbers(number)) {
        assert!(paper.contains(&number), "{number} is not on paper");
        assert!(page.contains(&number), "{number} is not on the page");
    }
    assert!(on_measure.contains(&stands.replace(',', "")));
    // On paper there are page numbers, too; everything else is on the page.
    let sheets = text.matches('\u{c}').count();
    let only: Vec<&String> = paper
        .difference(&page)
        .filter(|number| number.parse::<usize>().map_or(true, |number| number > sheets))
        .collect();
    assert!(only.is_empty(), "on paper and not on the page: {only:?}");
}

/// The finding on which the first sentence of the SWOT rests, in the words of the API.
async fn cited(browser: &Browser, strategy: &Value) -> String {
    let key = &strategy["strategy"]["swot"][0]["evidence"][0]["finding"]["key"];
    let kept = browser.api("/api/v1/assessments/1").await;
    let findings = kept["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["key"] == *key).unwrap();
    format!("{} {}", finding["says"].as_str().unwrap(), finding["figure"]["n"])
}

/// What the program changed, in the words of the API, which are those of its page.
async fn effect(browser: &Browser) -> String {
    let effect = &browser.api("/api/v1/programs/1").await["effect"];
    let says = paper::plain(effect["says"].as_str().unwrap());
    browser.go("/programs/1").await;
    let page = paper::plain(&browser.text("#impact").await);
    assert!(page.contains(&says), "{says:?} is not in {page:?}");
    assert_eq!(effect["effect"]["relative"], true);
    let said = numbers(&says);
    for edge in ["value", "low", "high"] {
        let share = effect["effect"][edge].as_f64().unwrap();
        let percent = format!("{:.0}", (share * 100.0).abs());
        assert!(said.contains(&percent), "{edge} of {share} is not in {says:?}");
    }
    says
}
