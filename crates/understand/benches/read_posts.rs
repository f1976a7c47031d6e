//! How many posts one core reads a second: language, all heads, acts and the signature of repeats.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use understand::{Reader, Scratch, Signature};

/// Posts of some eighteen words, as people write them; all invented.
const POSTS: [&str; 12] = [
    "@acme_support my order from last Tuesday still hasn't arrived and nobody answers the phone, what is going on??",
    "Just got the new Lumen lamp and honestly it is the best thing I bought all year, thank you @lumen! 😍",
    "Does anyone know a good espresso machine under 300 euros? Thinking of buying one before the holidays",
    "Heading to the lake with the kids tomorrow, hope the weather holds. Picnic is packed, sunscreen too ☀️ #weekend",
    "It would be great if the app let us export our own data as a spreadsheet, please add that soon",
    "Schon wieder eine Störung bei Nordnetz, seit drei Stunden kein Internet und die Hotline ist nicht erreichbar",
    "New article: how small bakeries cut their energy bill in half without raising prices https://example.org/bakeries",
    "RT @marta: the keynote starts at 10:30 in hall B, come early because the good seats go fast #beeconf",
    "I would not recommend BudgetAir to anybody, three flights, three delays, and they lost my bag on top of it",
    "Le service client de Voltalis est injoignable depuis deux semaines, j'attends toujours mon remboursement",
    "Muy contento con la nueva cámara de Helio, las fotos de noche son increíbles y llegó en dos días 👏",
    "lol who needs sleep anyway, third night shift in a row and the coffee machine at work is broken again :(",
];

fn read_posts(c: &mut Criterion) {
    let reader = Reader::built_in();
    let mut scratch = Scratch::default();
    let mut group = c.benchmark_group("read_posts");
    group.throughput(Throughput::Elements(POSTS.len() as u64));
    group.bench_function("whole reading and signature, one core", |b| {
        b.iter(|| {
            for post in POSTS {
                black_box(reader.read(&mut scratch, None, black_box(post), None));
                black_box(Signature::of(&scratch));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, read_posts);
criterion_main!(benches);
