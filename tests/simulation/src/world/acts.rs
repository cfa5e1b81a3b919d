//! What people do on their phones, drawn by chance; each deed is noted in the model.

use crate::world::World;
use crate::world::accident::Accident;
use crate::world::deeds::{DEEDS, Deed, KEYS, deed, draw_deed, households, pick, visits};
use crate::world::marker::markers;
use crate::world::model::{Register, Write};
use crate::world::violation::Violation;
use huben_engine::{Error, Slice};
use std::collections::BTreeSet;

impl World {
    /// One person does one thing on their phone.
    pub fn act(&mut self, phone: usize) -> Result<(), Violation> {
        let number = self.model.next();
        let attends = self.chance.below(DEEDS + 1) == DEEDS;
        let habit = self.habit(phone);
        let (kind, dice) = draw_deed(&mut self.chance, habit);
        // Now and then the power fails in the middle.
        if self.chance.below(12) == 0 {
            self.phones[phone].will_fail(Accident::of_a_commit(dice[2]));
        }
        if attends {
            return self.attend(phone, dice);
        }
        let done = deed(self.phones[phone].book(), number, kind, dice, &self.users);
        let crashed = self.phones[phone].came_back(&mut self.chance);
        let recorded = done.done.is_ok() && !crashed;
        self.note(phone, done, crashed)?;
        if recorded { self.check_it_will_go(phone) } else { Ok(()) }
    }

    /// What a person was told of a deed goes into the model.
    pub(super) fn note(&mut self, phone: usize, deed: Deed, crashed: bool) -> Result<(), Violation> {
        let name = self.phones[phone].name.clone();
        let Deed { number, what, done, over } = deed;
        match done {
            Ok((record, register)) => {
                let end = if crashed { ", then loses power" } else { "" };
                self.tell(format!("{name} {what} «{number}»{end}"));
                let what = what.to_owned();
                self.model.note(
                    number,
                    Write { phone, record: Some(record), acknowledged: true, register, over, what },
                );
            }
            Err(_) if crashed => {
                self.tell(format!("{name} {what} «{number}» and loses power"));
                // Perhaps it is there, perhaps not; where it is, it replaced what stood.
                let register = self.register_after(phone, number);
                let what = what.to_owned();
                self.model
                    .note(number, Write { phone, record: None, acknowledged: false, register, over, what });
            }
            Err(Error::NotAllowed { .. } | Error::InvalidInput { .. } | Error::NotFound { .. }) => {}
            Err(error) => return Err(Violation::new(format!("{name} {what} «{number}»: {error}"))),
        }
        Ok(())
    }

    /// The field that an unacknowledged write stands in, if it stands at all.
    fn register_after(&self, phone: usize, number: u32) -> Option<Register> {
        let book = self.phones[phone].book();
        let cards = households(book).expect("a list");
        let on_card = cards.iter().find_map(|(id, json)| {
            let field = |name: &str| markers(json[name].as_str().unwrap_or_default()).contains(&number);
            if field("note") {
                return Some(((*id).into(), "note".to_owned()));
            }
            let key =
                KEYS.iter().find(|key| markers(&json["attributes"][**key].to_string()).contains(&number))?;
            Some(((*id).into(), format!("attributes.{key}")))
        });
        on_card.or_else(|| {
            let visits = cards.iter().flat_map(|(id, _)| visits(book, *id).expect("a book"));
            let mut visits = visits.filter(|(_, text, _)| markers(text).contains(&number));
            visits.next().map(|(id, ..)| (id.into(), "text".to_owned()))
        })
    }

    /// Somebody looks at what needs attention.
    fn attend(&mut self, phone: usize, dice: [u64; 3]) -> Result<(), Violation> {
        let book = self.phones[phone].book();
        let waiting = book.attention(Slice::ALL).map_err(|error| Violation::new(error.to_string()))?.items;
        self.phones[phone].came_back(&mut self.chance);
        let Some(entry) = pick(&waiting, dice[0]) else { return Ok(()) };
        let written: BTreeSet<u32> = entry.text.values().flat_map(|value| markers(value.as_str())).collect();
        let book = self.phones[phone].book();
        let name = self.phones[phone].name.clone();
        let retry = !dice[1].is_multiple_of(3);
        let done = if retry { book.retry(entry.id) } else { book.drop_attention(entry.id) };
        match done {
            Ok(()) => {
                self.tell(format!("{name} {} {written:?}", if retry { "retries" } else { "drops" }));
                let registers =
                    written.iter().filter_map(|number| self.model.writes.get(number)?.register.clone());
                self.model.unsure.extend(registers.collect::<Vec<_>>());
                if retry {
                    // Whoever means it still may say it again.
                    self.dropped_held.retain(|number| !written.contains(number));
                } else {
                    self.model.dropped.extend(written);
                }
                Ok(())
            }
            Err(Error::NotAllowed { .. } | Error::InvalidInput { .. } | Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Violation::new(format!("{name} attends to {written:?}: {error}"))),
        }
    }
}
