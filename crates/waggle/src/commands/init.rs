//! `waggle init`: a commented `waggle.toml` to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use model::Zone;

use crate::cli;
use crate::exit::{Exit, OK};
use crate::workspace::CONFIG;

/// Writes `waggle.toml` into `folder` (the current one when none is named); refuses to replace one.
pub fn run(args: &cli::Init, folder: Option<&Path>) -> Result<Exit> {
    let folder = folder.unwrap_or(Path::new("."));
    Zone::named(&args.time_zone)?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join(CONFIG);
    let own = folder.canonicalize().ok();
    let own = own.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned());
    let name = args.name.clone().or(own).unwrap_or_else(|| "My workspace".to_owned());
    match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(mut file) => file.write_all(template(&name, &args.time_zone).as_bytes())?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} is there already and was not touched", path.display())
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    }
    println!("wrote {}", path.display());
    println!("next: name your subjects in it, then `waggle import FILE` and `waggle assess`");
    Ok(OK)
}

fn template(name: &str, zone: &str) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    TEMPLATE.replace("{name}", &quoted(name)).replace("{zone}", &quoted(zone))
}

const TEMPLATE: &str = r##"# A Waggle workspace: who is watched, how, and from where.
# Check a query before you trust it:  waggle query check 'your query'

[workspace]
name = {name}
time_zone = {zone}                  # days and hours are counted here; a name of the IANA database

# Who is watched. Every subject stands in one quadrant: customers, brand, partners or competitors.
# accounts: where the subject itself speaks, as network:handle. What it says there is not the market's voice,
# and answers from there are what "how responsive" measures.

[[subject]]
name = "Our brand"
quadrant = "brand"
accounts = []                       # for example ["mastodon:ourbrand@example.social", "reddit:ourbrand"]

# [[subject]]
# name = "People who buy our kind of product"
# quadrant = "customers"

# [[subject]]
# name = "A dealer"
# quadrant = "partners"

# [[subject]]
# name = "A competitor"
# quadrant = "competitors"
# accounts = ["mastodon:competitor"]

# How. A watch is a query that finds a subject's mentions.
#   AND OR NOT ( )   "a phrase"   a NEAR/5 b   prefix*   #tag   @handle   {BT} (exact case)   lang:en   site:example.com

[[watch]]
name = "Our brand by name"
subject = "Our brand"
query = '''"our brand" OR #ourbrand OR @ourbrand'''

# From where. Imported files belong to a source; what staff say among themselves is internal.

[[source]]
name = "import"
network = "csv"                     # the network of rows that name none
side = "external"

# Digests by e-mail go out when this is filled in; `waggle digest send --rhythm weekly --dry-run mails/` shows them before.

# [mail]
# host = "mail.example.org"
# port = 587                        # 465: TLS from the first byte; others are upgraded by STARTTLS
# user = "waggle"
# password_env = "WAGGLE_MAIL"      # the environment variable that holds the password
# from = "Waggle <waggle@example.org>"
# url = "https://waggle.example.org"  # where members reach the application
# hour = 7                          # from this hour on, in the workspace's time zone
# Where else people can sign in, beside passwords, passkeys and links: a provider that speaks OpenID Connect. Its
# redirect address is that of --public-url with /sign-in/oidc/callback behind it.

# [oidc]
# issuer = "https://id.example.org/realms/company"
# client_id = "waggle"
# secret_env = "WAGGLE_OIDC_SECRET"   # the environment variable that holds the secret
# name = "our company account"        # what the button says
# role = "contributor"                # of people who come for the first time; without it only members get in
# domains = ["example.org"]           # whose addresses may come for the first time
# Optional, in a program built with `--features transformer`: a model of yours in the usual folder (config.json,
# tokenizer.json, model.safetensors) re-reads the most uncertain posts of each import and finds what means the same.
# [reading]
# model = "models/twitter-roberta-base-sentiment-latest"
# sentences = "models/all-MiniLM-L6-v2"
# budget = 1000                     # posts of an import that are re-read at most
# languages = ["en"]                # what the model knows

# Optional: an OpenAI-compatible endpoint proposes names of topics and a summary (`waggle topics --suggest`). It counts nothing;
# what would leave this machine is shown beforehand and needs your yes.
# [assistant]
# url = "http://127.0.0.1:11434/v1"
# model = "llama3.2"
# key_env = "ASSISTANT_KEY"         # the environment variable with the key, where one is needed
"##;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_valid_configuration_for_any_name() {
        let text = template("O'Neil \"& Sons\"", "Europe/Berlin");
        let config = crate::config::Config::parse(&text, Path::new("waggle.toml")).unwrap();
        assert_eq!(config.workspace.name, "O'Neil \"& Sons\"");
        assert_eq!(config.zone().name(), "Europe/Berlin");
        assert_eq!(config.watches.len(), 1);
    }
}
