//! A few counters, without an allocation where there are at most four: readings are cloned all the time.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Places {
    Few { len: u8, places: [u32; 4] },
    Many(Box<[u32]>),
}

impl Places {
    pub fn none() -> Places {
        Places::Few { len: 0, places: [0; 4] }
    }

    pub fn as_slice(&self) -> &[u32] {
        match self {
            Places::Few { len, places } => &places[..usize::from(*len)],
            Places::Many(places) => places,
        }
    }

    pub fn as_mut_slice(&mut self) -> &mut [u32] {
        match self {
            Places::Few { len, places } => &mut places[..usize::from(*len)],
            Places::Many(places) => places,
        }
    }
}

impl FromIterator<u32> for Places {
    fn from_iter<I: IntoIterator<Item = u32>>(counts: I) -> Places {
        let all: Vec<u32> = counts.into_iter().collect();
        let mut few = [0; 4];
        match few.get_mut(..all.len()) {
            Some(places) => {
                places.copy_from_slice(&all);
                Places::Few { len: all.len() as u8, places: few }
            }
            None => Places::Many(all.into()),
        }
    }
}
