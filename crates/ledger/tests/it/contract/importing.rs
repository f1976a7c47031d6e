//! Files, cursors and gaps.

use ledger::{Chunk, ImportMark, ImportState, LedgerError};
use model::gap::GapCause;
use model::{Gap, SourceId, Timestamp, Window};

use crate::samples::{Fresh, NOW, chunk, said};

pub async fn an_import_knows_its_chunks(fresh: Fresh) {
    let file = [3; 32];
    assert_eq!(fresh.workspace.import_state(&file).await.unwrap(), ImportState::default());
    let part = |number: u64, last: bool| Chunk {
        import: Some(ImportMark { file, chunk: number, last }),
        rejected: number,
        ..chunk(vec![said(&number.to_string(), "ann", "hello"), said("same", "bob", "hello")])
    };
    fresh.workspace.settle(part(0, false)).await.unwrap();
    fresh.workspace.settle(part(2, false)).await.unwrap();
    // A second time, as after a crash between commit and answer: the first counts stay.
    fresh.workspace.settle(part(2, false)).await.unwrap();
    let state = fresh.workspace.import_state(&file).await.unwrap();
    assert_eq!(state.chunks, [0, 2].into());
    assert_eq!((state.added, state.unchanged, state.rejected), (3, 1, 2));
    assert_eq!(state.finished_at, None);

    fresh.workspace.settle(part(3, true)).await.unwrap();
    let state = fresh.workspace.import_state(&file).await.unwrap();
    assert_eq!((state.chunks.len(), state.finished_at), (3, Some(NOW)));

    // What the caller knows to be there and leaves out counts as unchanged.
    let held = Chunk { held: 5, ..part(4, false) };
    let outcome = fresh.workspace.settle(held).await.unwrap();
    assert_eq!((outcome.added, outcome.unchanged), (1, 6));
    let state = fresh.workspace.import_state(&file).await.unwrap();
    assert_eq!(state.unchanged, 8);
    let other = [4; 32];
    fresh.workspace.set_import_finished(&other, Timestamp(5)).await.unwrap();
    let state = fresh.workspace.import_state(&other).await.unwrap();
    assert_eq!((state.chunks.len(), state.finished_at), (0, Some(Timestamp(5))));
}

pub async fn cursors_move_with_their_posts(fresh: Fresh) {
    assert_eq!(fresh.workspace.cursor(fresh.source).await.unwrap(), None);
    let with_cursor = |source: SourceId, cursor: &str| Chunk {
        cursor: Some((source, cursor.to_owned())),
        ..chunk(Vec::new())
    };
    fresh.workspace.settle(with_cursor(fresh.source, "page 2")).await.unwrap();
    assert_eq!(fresh.workspace.cursor(fresh.source).await.unwrap().as_deref(), Some("page 2"));
    let unknown = SourceId(77);
    let refused = fresh.workspace.settle(with_cursor(unknown, "x")).await;
    assert!(matches!(refused, Err(LedgerError::UnknownSource(_))));
    assert!(matches!(fresh.workspace.cursor(unknown).await, Err(LedgerError::UnknownSource(_))));
}

pub async fn gaps_are_kept_once(fresh: Fresh) {
    let gap = |since: i64, until: i64, lost: Option<u64>| Gap {
        source: fresh.source,
        source_name: "export".to_owned(),
        window: Window { since: Timestamp(since), until: Timestamp(until) },
        cause: GapCause::ParseFailures,
        lost,
    };
    fresh.workspace.add_gap(&gap(50, 60, None)).await.unwrap();
    fresh.workspace.add_gap(&gap(10, 20, Some(3))).await.unwrap();
    fresh.workspace.add_gap(&gap(50, 60, Some(4))).await.unwrap();
    let all = fresh.workspace.gaps(Window::ALWAYS).await.unwrap();
    assert_eq!(all, [gap(10, 20, Some(3)), gap(50, 60, Some(4))]);
    let window = Window { since: Timestamp(20), until: Timestamp(51) };
    assert_eq!(fresh.workspace.gaps(window).await.unwrap(), [gap(50, 60, Some(4))]);
    let strange = Gap { source: SourceId(9), ..gap(1, 2, None) };
    assert!(fresh.workspace.add_gap(&strange).await.is_err());
}
