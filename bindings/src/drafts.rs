//! Drafts: forms not yet handed in. They survive a kill, are never sent and never counted.

use crate::ids::maybe;
use crate::{Book, DraftId, Result};
use huben_domain::Json;
use huben_engine as engine;
use std::time::SystemTime;

/// A form not yet handed in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// What it will become and of whom, in the shell's own words, like `visit/01900000-…`.
    pub kind: String,
    /// The shell's own form, as JSON.
    pub content: String,
    /// When it was last touched.
    pub at: SystemTime,
}

#[uniffi::export]
impl Book {
    /// Keeps a form as it stands, at every keystroke if need be: a new one without an id. Give the id with the visit or
    /// issue that comes of it.
    pub fn save_draft(&self, id: Option<DraftId>, kind: String, content: String) -> Result<DraftId> {
        let content = Json::parse(&content).map_err(|invalid| invalid.on("content"))?;
        Ok(self.engine.save_draft(maybe(id)?, &kind, &content)?.into())
    }

    /// Every draft, the one touched last first.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        Ok(self.engine.drafts()?.into_iter().map(Draft::from).collect())
    }

    /// The newest draft of exactly this kind.
    pub fn draft(&self, kind: String) -> Result<Option<Draft>> {
        Ok(self.engine.draft(&kind)?.map(Draft::from))
    }

    /// Throws a draft away; nothing happens where there is none.
    pub fn discard_draft(&self, id: DraftId) -> Result<()> {
        Ok(self.engine.discard_draft(id.try_into()?)?)
    }
}

impl From<engine::Draft> for Draft {
    fn from(draft: engine::Draft) -> Self {
        Self {
            id: draft.id.into(),
            kind: draft.kind,
            content: draft.content.as_str().to_owned(),
            at: draft.at.into(),
        }
    }
}
