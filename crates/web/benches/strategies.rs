//! Measures how fast the pages of strategies are when there are many: 500 strategies of 200 sentences and 50 editions. Run with
//! `cargo bench -p web --bench strategies -- [STRATEGIES] [SENTENCES] [EDITIONS] [ASKED]`.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]
#![expect(dead_code, reason = "the tests' application offers more than a measurement needs")]

use std::time::{Duration, Instant};

use ledger::WorkspaceLedger;
use model::{
    Benefit, Change, Counter, Edition, Evidence, Goal, Method, Party, Resource, ResourceKind, Role,
    Signature, Strategy, SwotItem, SwotKind, Teammate, Vote,
};

#[path = "../tests/it/app.rs"]
mod app;

use app::{NOW, TestApp};

/// A sentence of about a hundred letters, unlike its neighbours.
fn sentence(number: usize) -> String {
    let words =
        ["battery", "delivery", "dealer", "answer", "price", "warranty", "repair", "colour"];
    let word = |n: usize| words.get(n % words.len()).copied().unwrap_or_default();
    format!(
        "On {} our customers in group {number} feel better about {} than about {}, and say so each week.",
        word(number),
        word(number / 3 + 1),
        word(number / 7 + 2)
    )
}

fn fill(strategy: &mut Strategy, evidence: &[Evidence], sentences: usize) {
    let mates: Vec<_> = (0..9).map(|_| strategy.take_item()).collect();
    strategy.assessment = Some(model::AssessmentId(1));
    strategy.team = mates
        .iter()
        .enumerate()
        .map(|(place, id)| Teammate {
            id: *id,
            name: format!("Person {place}"),
            party: Party::ALL[place % 3],
            organisation: "Larkfield".to_owned(),
            leads: if place < 3 { "a part".to_owned() } else { String::new() },
            leads_sections: Vec::new(),
            email: String::new(),
            member: None,
            contact: None,
            invited_at: Some(NOW),
            accepted_at: Some(NOW),
            terms: String::new(),
        })
        .collect();
    for number in 0..sentences {
        let id = strategy.take_item();
        strategy.swot.push(SwotItem {
            id,
            kind: SwotKind::ALL[number % 4],
            text: sentence(number),
            evidence: evidence.iter().cycle().skip(number).take(2).cloned().collect(),
            candidate: None,
            by: mates.first().copied(),
            counter: Some(Counter {
                by: mates[1],
                by_name: "Person 1".to_owned(),
                text: sentence(number + 1),
            }),
            votes: mates
                .iter()
                .map(|by| Vote { by: *by, agrees: number % 5 > 0, at: NOW })
                .collect(),
            opened_at: Some(NOW),
            dropped: false,
        });
    }
    let answers = vec![strategy.swot[0].id];
    let change = |n| Change { until_now: sentence(n), now: sentence(n + 1) };
    let goal = Goal {
        text: "1,000 positive public feedbacks from customers by the end of the year".to_owned(),
        objectives: Vec::new(),
        kpi: None,
        baseline: Some(0.0),
        target: Some(1_000.0),
        by: Some(model::Day(21_000)),
        benefits_market: sentence(1),
        benefits_company: sentence(2),
        evidence: evidence.iter().take(3).cloned().collect(),
    };
    strategy.hexagon.goal = Some(goal);
    strategy.hexagon.mission = sentence(3);
    for number in 0..10 {
        let (benefit, method, resource) =
            (strategy.take_item(), strategy.take_item(), strategy.take_item());
        let (for_market, for_company) = (change(number), change(number + 2));
        strategy.hexagon.benefits.push(Benefit {
            id: benefit,
            for_market,
            for_company,
            answers: answers.clone(),
        });
        strategy.hexagon.methods.push(Method {
            id: method,
            name: format!("Method {number}"),
            leads_to_goal: sentence(number),
            answers: answers.clone(),
            program: None,
            nice_to_have: number > 7,
        });
        strategy.hexagon.resources.push(Resource {
            id: resource,
            kind: ResourceKind::Person,
            name: format!("Person {number}"),
            place: "mastodon:person".to_owned(),
            teammate: None,
            amount: Some(4.0),
        });
    }
}

async fn seed(ledger: &WorkspaceLedger, strategies: usize, sentences: usize, editions: u32) {
    let sample = report::sample();
    let findings = strategy::findings(&sample);
    let kept = ledger.keep_assessment(&sample, &findings).await.unwrap();
    let mut evidence: Vec<_> = findings
        .iter()
        .map(|one| Evidence::Finding { assessment: kept, key: one.key.clone() })
        .collect();
    evidence.push(Evidence::Post(TestApp::post_of("bob")));
    for number in 0..strategies {
        let begun = ledger.add_strategy(&format!("Strategy {number}"), None, NOW).await.unwrap();
        let filled = ledger
            .change_strategy(begun.id, None, (None, NOW), ("filled", ""), |strategy| {
                fill(strategy, &evidence, sentences);
                Ok::<_, ()>(strategy.clone())
            })
            .await
            .unwrap();
        let mut content = filled.done().unwrap();
        for number in 1..=editions {
            content.hexagon.mission = sentence(number as usize);
            let edition = Edition {
                strategy: begun.id,
                number,
                at: NOW,
                by: "Ada".to_owned(),
                note: sentence(number as usize),
                content: content.clone(),
            };
            ledger.add_edition(&edition).await.unwrap();
        }
        for mate in &content.team {
            let signature = Signature {
                edition: editions,
                teammate: mate.id,
                name: mate.name.clone(),
                party: mate.party,
                at: NOW,
            };
            ledger.sign(begun.id, &signature).await.unwrap();
        }
    }
}

#[tokio::main]
async fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|text| text.parse().ok()).collect();
    let number = |place: usize, otherwise| numbers.get(place).copied().unwrap_or(otherwise);
    let (strategies, sentences, editions, asked) =
        (number(0, 500), number(1, 200), number(2, 50), number(3, 100));
    let app = TestApp::start().await;
    let began = Instant::now();
    seed(&app.app.ledger, strategies, sentences, editions as u32).await;
    println!(
        "{strategies} strategies of {sentences} sentences and {editions} editions, made in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    let cookie = app.session(Role::Manager).await;
    let one = strategies / 2 + 1;
    let item =
        app.app.ledger.strategy(model::StrategyId(one as u32)).await.unwrap().unwrap().swot[0].id;
    println!("{:<44} {:>8} {:>8} {:>8}", "page", "p50 ms", "p95 ms", "kB");
    for path in [
        "/strategy".to_owned(),
        "/method".to_owned(),
        "/assess".to_owned(),
        "/assess/kept/1".to_owned(),
        format!("/strategy/{one}"),
        format!("/strategy/{one}/swot"),
        format!("/strategy/{one}/team"),
        format!("/strategy/{one}/hexagon"),
        format!("/strategy/{one}/check"),
        format!("/strategy/{one}/editions"),
        format!("/strategy/{one}/editions/{editions}"),
        format!("/strategy/{one}/compare?from=1&to={editions}"),
        format!("/strategy/{one}/why?of=swot&item={item}"),
    ] {
        let mut taken: Vec<Duration> = Vec::with_capacity(asked);
        let mut size = 0;
        for _ in 0..asked {
            let began = Instant::now();
            size = app.page(&path, &cookie).await.len();
            taken.push(began.elapsed());
        }
        taken.sort_unstable();
        let at = |share: usize| taken[(taken.len() - 1) * share / 100].as_secs_f64() * 1_000.0;
        println!("{path:<44} {:>8.1} {:>8.1} {:>8}", at(50), at(95), size / 1_000);
    }
}
