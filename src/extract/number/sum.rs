//! The arithmetic of number words: what may follow what, and what it adds up to.

/// A number word or numeral being added up.
#[derive(Default, Clone)]
pub(super) struct Sum {
    pub total: u64,
    pub group: Option<u64>,
    /// The scale of the last multiplication.
    pub scale: Option<u64>,
    /// A decimal that waits for its scale: all digits, and by what to divide.
    pub decimal: Option<(u64, u64)>,
}

impl Sum {
    pub(super) fn is_empty(&self) -> bool {
        self.total == 0 && self.group.is_none() && self.decimal.is_none()
    }

    pub(super) fn value(&self) -> Option<u64> {
        match self.decimal {
            Some(_) => None,
            None => self.total.checked_add(self.group.unwrap_or(0)),
        }
    }

    /// Adds a word that is not a scale; whether the grammar allows it there.
    pub(super) fn add(&mut self, value: u64, joined: bool, units_first: bool) -> bool {
        if self.decimal.is_some() {
            return false;
        }
        if value >= 1000 {
            let fits = self.group.is_none() && self.scale.is_none_or(|scale| value < scale);
            if fits {
                self.total += value;
                // مليونان و300 ألف: two millions are a million's, so that thousands may follow.
                let mut scale = 1000;
                while value.is_multiple_of(scale * 1000) {
                    scale *= 1000;
                }
                self.scale = Some(scale);
            }
            return fits;
        }
        let fits = match self.group {
            None => value != 0 || self.is_empty(),
            Some(0) => false,
            Some(group) => match value {
                0 => false,
                1..=9 => group.is_multiple_of(10) && group % 100 != 10,
                10..=19 => group % 100 == 0,
                20..=99 if units_first && joined && value.is_multiple_of(10) => {
                    group % 100 == 0 || (1..=9).contains(&(group % 100))
                }
                20..=99 => group % 100 == 0,
                _ => false,
            },
        };
        if fits {
            self.group = Some(self.group.unwrap_or(0) + value);
        }
        fits
    }

    /// Adds a half of the last scale, or of what the next scale multiplies: iki buçuk milyon, dos millones y medio.
    pub(super) fn half(&mut self, before_scale: bool) -> bool {
        match (self.group, self.scale) {
            (None, Some(scale)) if scale.is_multiple_of(2) => {
                self.total += scale / 2;
                self.scale = Some(1);
                true
            }
            (Some(group), None) if before_scale && group < 1000 => {
                self.group = None;
                self.decimal = Some((group * 10 + 5, 10));
                true
            }
            _ => false,
        }
    }

    /// Multiplies by a scale word; whether the grammar allows it there.
    pub(super) fn scale(&mut self, scale: u64) -> bool {
        if let Some((digits, by)) = self.decimal {
            let Some(product) = digits.checked_mul(scale) else {
                return false;
            };
            if !product.is_multiple_of(by) {
                return false;
            }
            self.decimal = None;
            self.total += product / by;
            self.scale = Some(scale);
            return true;
        }
        if scale < 1000 {
            let factor = self.group.unwrap_or(1);
            let fits = match self.group {
                None => true,
                Some(group) => (1..=99).contains(&group) && (scale == 100 || self.total == 0),
            };
            let product = factor.checked_mul(scale);
            if let (true, Some(product)) = (fits, product) {
                self.group = Some(product);
                return true;
            }
            return false;
        }
        let fits = match (self.group, self.scale) {
            (Some(0), _) => false,
            (Some(_), last) => last.is_none_or(|last| scale < last),
            (None, None) => self.total == 0,
            (None, Some(last)) => scale < last,
        };
        let Some(product) = self.group.unwrap_or(1).checked_mul(scale) else {
            return false;
        };
        let Some(total) = self.total.checked_add(product) else {
            return false;
        };
        if fits {
            self.total = total;
            self.group = None;
            self.scale = Some(scale);
        }
        fits
    }
}
