//! What every backend of the ledger promises: one suite, one database for each test.

mod erasing;
mod following;
mod importing;
mod naming;
mod planning;
mod rereading;
mod settling;
mod strategies;

/// Runs the whole suite on a backend.
macro_rules! ledger_contract {
    ($backend:ident) => {
        ledger_contract!($backend,
            settling::{
                new_known_and_changed_posts_are_told_apart,
                every_field_comes_back,
                payloads_come_back_with_every_version,
                within_a_chunk_the_last_wins,
                chunks_may_be_cut_anywhere,
                a_source_must_exist,
                workspaces_are_walls,
                an_empty_chunk_is_no_change,
            },
            following::{
                small_steps_lead_where_large_ones_do,
                a_follower_in_the_middle_hears_what_is_gone,
                the_outcome_says_what_following_says,
                recent_posts_come_oldest_first,
            },
            importing::{
                an_import_knows_its_chunks,
                cursors_move_with_their_posts,
                gaps_are_kept_once,
            },
            planning::{
                numbers_are_kept_by_name,
                what_vanishes_is_retired_and_comes_back,
                an_imported_source_survives_a_plan,
                a_wrong_plan_changes_nothing,
            },
            naming::{
                a_given_name_stays_and_a_made_one_is_made_anew,
                erasing_takes_names_that_are_made_of_words,
            },
            rereading::{
                posts_move_with_what_they_are_read_as,
                a_correction_stays_over_what_is_read_again,
            },
            erasing::{
                an_author_is_gone_and_stays_away,
                a_post_is_gone_with_its_versions,
                an_unknown_author_can_be_kept_away,
                what_others_said_stays,
            },
            strategies::{
                an_assessment_is_kept_without_words,
                a_stale_change_writes_nothing,
                lists_say_what_the_documents_say,
                an_edition_is_never_replaced,
                an_invitation_makes_one_guest,
            },
        );
    };
    ($backend:ident, $($topic:ident::{ $($test:ident),+ $(,)? }),+ $(,)?) => {
        $(mod $topic {
            use crate::{contract, samples};

            $(#[tokio::test]
            async fn $test() {
                let fresh = <samples::$backend as samples::Backend>::fresh().await;
                contract::$topic::$test(fresh).await;
            })+
        })+
    };
}

mod sqlite {
    ledger_contract!(Sqlite);
}
