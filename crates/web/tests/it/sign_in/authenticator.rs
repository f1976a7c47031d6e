//! An authenticator in software, as small as the tests need: one ES256 key, attestation `none`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

/// One key for one site.
pub struct Authenticator {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    handle: Vec<u8>,
    counter: u32,
    /// Where the browser says that it is.
    pub origin: String,
}

impl Authenticator {
    /// A new key, and what a browser at `origin` answers to `options`.
    pub fn register(options: &Value, origin: &str) -> (Self, Value) {
        let random = SystemRandom::new();
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random);
        let wanted = &options["publicKey"];
        assert_eq!(wanted["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(wanted["authenticatorSelection"]["userVerification"], "required");
        let key = key.unwrap();
        let id = digest(&SHA256, key.public_key().as_ref()).as_ref().to_vec();
        let handle = B64.decode(wanted["user"]["id"].as_str().unwrap()).unwrap();
        let mut new = Self { key, id, handle, counter: 0, origin: origin.to_owned() };
        let answer = new.attest(options);
        (new, answer)
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["publicKey"]["challenge"];
        let said = json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        said.to_string().into_bytes()
    }

    /// Site, flags (present, verified, and `more`) and counter.
    fn state(&mut self, site: &str, more: u8) -> Vec<u8> {
        self.counter += 1;
        let mut state = digest(&SHA256, site.as_bytes()).as_ref().to_vec();
        state.push(0x01 | 0x04 | more);
        state.extend(self.counter.to_be_bytes());
        state
    }

    fn attest(&mut self, options: &Value) -> Value {
        let site = options["publicKey"]["rp"]["id"].as_str().unwrap().to_owned();
        let mut state = self.state(&site, 0x40);
        state.extend([0; 16]);
        state.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        state.extend(&self.id);
        // COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        let point = &self.key.public_key().as_ref()[1..];
        state.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        state.extend(&point[..32]);
        state.extend([0x22, 0x58, 0x20]);
        state.extend(&point[32..]);
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(state.len()).unwrap());
        object.extend(state);
        self.credential(json!({
            "attestationObject": B64.encode(object),
            "clientDataJSON": B64.encode(self.client_data("webauthn.create", options)),
        }))
    }

    /// What a browser answers when it is asked who is there.
    pub fn sign_in(&mut self, options: &Value) -> Value {
        let site = options["publicKey"]["rpId"].as_str().unwrap().to_owned();
        let state = self.state(&site, 0);
        let said = self.client_data("webauthn.get", options);
        let mut signed = state.clone();
        signed.extend(digest(&SHA256, &said).as_ref());
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        self.credential(json!({
            "authenticatorData": B64.encode(state),
            "clientDataJSON": B64.encode(said),
            "signature": B64.encode(signature),
            "userHandle": B64.encode(&self.handle),
        }))
    }

    /// As a clone made `steps` uses ago would be.
    pub fn turn_back(&mut self, steps: u32) {
        self.counter -= steps;
    }

    fn credential(&self, response: Value) -> Value {
        let id = B64.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} })
    }
}
