//! Prints every n-th post of a market with what is true of it, to be read by a person: `show POSTS EVERY SEED`.

use market::{Market, Scale};
use model::Timestamp;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<u64>().ok());
    let posts = numbers.next().unwrap_or(10_000);
    let every = numbers.next().unwrap_or(100).max(1);
    let seed = numbers.next().unwrap_or(1);
    let started = std::time::Instant::now();
    let mut market = Market::new(Scale::of(posts, Timestamp(1_790_000_000)), seed);
    let mut count = 0;
    while let Some(said) = market.next_said() {
        count += 1;
        if count % every != 0 {
            continue;
        }
        let who: Vec<&str> = said.planted.mentions.iter().map(|who| who.name()).collect();
        let acts: Vec<&str> = said.planted.acts.iter().map(|act| act.as_str()).collect();
        println!(
            "[{} {} {} {} | {} | {} | {} | {}{}] {}{}",
            said.post.created_at,
            said.post.network,
            said.post.kind,
            said.planted.tongue.tag(),
            said.planted.topic.map_or("-", |topic| topic.word()),
            said.planted.label,
            who.join("+"),
            acts.join("+"),
            if said.planted.repeat { " repeat" } else { "" },
            said.post.title.map(|title| format!("«{title}» ")).unwrap_or_default(),
            said.post.text,
        );
    }
    let rate = count as f64 / started.elapsed().as_secs_f64();
    let truth = market.truth();
    println!(
        "\n{count} posts, {rate:.0} posts/s; {} mentions, {} repeats, {} internal, {} recommending",
        truth.mentions, truth.repeats, truth.internal, truth.recommending
    );
    for subject in &truth.subjects {
        let questions = subject.all_questions();
        println!(
            "{:18} {:7} mentions, moods {:?} asked {} by subject {} by anyone {} median {:?} recommended {}",
            subject.who.name(),
            subject.mentions,
            subject.mood().map(|m| (m * 1000.0).round() / 10.0),
            questions.asked,
            questions.by_subject,
            questions.by_anyone,
            subject.answer_secs(0.5),
            subject.recommended,
        );
        for topic in market::topic::Topic::ALL {
            let count: u64 = subject.topics[topic as usize].iter().sum();
            if count > 0 {
                println!(
                    "    {:10} {:6} {:?}",
                    topic.word(),
                    count,
                    subject.mood_on(topic).map(|m| (m * 100.0).round())
                );
            }
        }
    }
    println!("{:?}\n{:?}\n{:?}", truth.languages, truth.stages, truth.voices);
    println!("{:?}", truth.staff);
}
