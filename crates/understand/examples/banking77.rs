//! Proves the class builder on Banking77: `cargo run --release -p understand --example banking77`.

use std::path::Path;
use std::time::Instant;

use understand::classes::{Classes, Example};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/custom_intents");
    let read = |name: &str| -> Result<Vec<Example>, std::io::Error> {
        let text = std::fs::read_to_string(folder.join(name))?;
        let rows = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
        Ok(rows
            .map(|(class, text)| Example { class: class.to_owned(), text: text.to_owned() })
            .collect())
    };
    let (Ok(train), Ok(test)) = (read("banking77_train.tsv"), read("banking77_test.tsv")) else {
        println!("not measured: {} holds no Banking77", folder.display());
        return Ok(());
    };
    let start = Instant::now();
    let classes = Classes::train(&train, 1)?;
    let seconds = start.elapsed().as_secs_f64();
    let found = classes.test(&test);
    let own = classes.quality();
    println!(
        "trained on {} examples in {seconds:.1} s, curve and cross-validation included",
        train.len()
    );
    println!("cross-validated: accuracy {:.4}, macro-F1 {:.4}", own.accuracy, own.macro_f1);
    println!("test: accuracy {:.4}, macro-F1 {:.4}", found.accuracy, found.macro_f1);
    println!("file: {} bytes", classes.encode()?.len());
    for point in &own.curve {
        println!(
            "{:>4} % ({} examples): macro-F1 {:.4}",
            point.percent, point.examples, point.macro_f1
        );
    }
    println!("{}", own.advice);
    Ok(())
}
