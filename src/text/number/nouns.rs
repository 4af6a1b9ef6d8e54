//! Nouns that count by themselves: “a soldier” is one, `جنديان` is two.
//!
//! The lists hold people as news counts them. A noun that is missing costs nothing but a figure that is not read in
//! its quote; a noun that should not be here would read figures that nobody stated, so titles, nationalities and
//! adjectives stay out.

use super::lexicon::Word;

/// English nouns with a regular plural.
const ENGLISH: &str = "soldier civilian person boy girl infant baby toddler teenager youth officer militant fighter rebel \
    guerrilla attacker suspect journalist reporter correspondent photographer cameraman doctor medic paramedic nurse \
    worker farmer driver student pupil teacher resident villager citizen passer-by bystander passenger tourist \
    migrant refugee settler protester protestor demonstrator prisoner detainee captive hostage victim casualty death \
    fatality injury martyr sergeant captain lieutenant colonel major pilot sailor marine guard peacekeeper commander \
    general conscript recruit reservist volunteer mother father son daughter brother sister husband grandmother \
    grandfather pensioner adult minor insurgent jihadist terrorist bomber employee official leader politician activist \
    lawyer judge priest imam monk shepherd fisherman firefighter rescuer contractor mercenary insider national body \
    corpse brother-in-law bus-driver member servicemember operative trooper policeman";

/// English nouns with a plural of their own.
const ENGLISH_IRREGULAR: &[(&str, &str)] = &[
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("wife", "wives"),
    ("gunman", "gunmen"),
    ("policewoman", "policewomen"),
    ("serviceman", "servicemen"),
    ("servicewoman", "servicewomen"),
    ("businessman", "businessmen"),
    ("baby", "babies"),
    ("casualty", "casualties"),
    ("fatality", "fatalities"),
    ("injury", "injuries"),
    ("body", "bodies"),
    ("mercenary", "mercenaries"),
    ("person", "people"),
    ("survivor", "survivors"),
    ("policeman", "policemen"),
];

pub(super) fn english(add: &mut impl FnMut(&str, Word)) {
    for (one, many) in ENGLISH_IRREGULAR {
        add(one, Word::Singular);
        add(many, Word::Plural);
    }
    for noun in ENGLISH.split_whitespace() {
        add(noun, Word::Singular);
        add(&format!("{noun}s"), Word::Plural);
    }
}

/// Russian nouns: the forms that are singular and nothing else; солдат and человек are also counted plurals, and count
/// as one only where no number or quantity stands before them.
const RUSSIAN: &str = "солдат солдата солдату солдатом военнослужащий военнослужащего военнослужащему военнослужащим \
    человек человека человеку человеком житель жителя жителю жителем ребенок ребенка ребенку ребенком мальчик мальчика \
    мальчику мальчиком девочка девочку девочке девочкой девушка девушку девушке девушкой женщина женщину женщине \
    женщиной мужчина мужчину мужчине мужчиной подросток подростка подростку подростком младенец младенца юноша юношу \
    полицейский полицейского полицейскому полицейским офицер офицера офицеру офицером боец бойца бойцу бойцом боевик \
    боевика боевику боевиком журналист журналиста журналисту журналистом журналистка журналистку гражданин гражданина \
    гражданину гражданином гражданка гражданку пенсионер пенсионера пенсионерка пенсионерку водитель водителя врач \
    врача медик медика медработник медработника сотрудник сотрудника сотруднику сотрудником сотрудница сотрудницу \
    пограничник пограничника студент студента студентка студентку школьник школьника школьница школьницу турист \
    туриста раненый раненого пострадавший пострадавшего пострадавшая пострадавшую погибший погибшего погибшая погибшую \
    убитый убитого рабочий рабочего прохожий прохожего пассажир пассажира заложник заложника пленный пленного \
    доброволец добровольца миротворец миротворца летчик летчика спасатель спасателя пожарный пожарного инвалид \
    инвалида снайпер снайпера";

/// Russian plurals that follow “без” and “нет”.
const RUSSIAN_NONE: &str = "жертв погибших пострадавших раненых убитых потерь сотрудников солдат военнослужащих гражданских жителей";

pub(super) fn russian(add: &mut impl FnMut(&str, Word)) {
    for form in RUSSIAN.split_whitespace() {
        add(form, Word::Singular);
    }
    for form in RUSSIAN_NONE.split_whitespace() {
        add(form, Word::Plural);
    }
}

/// Arabic nouns with a broken plural, or one that no dual is mistaken for: the dual counts two.
const ARABIC: &str = "جندي ضابط شخص قتيل جريح شهيد عنصر رجل طفل شاب فتى طبيب طالب أسير رضيع سائح عميد عقيد \
    ملازم رقيب قائد راكب ضحية جثة جثمان سيدة طفلة شابة فتاة طالبة رهينة حالة امرأة رضيعة طبيبة ممرضة \
    صحفية صحافية مواطنة ناشطة عاملة مدنية جريحة شهيدة قتيلة جندية شرطية";

/// Arabic nouns whose genitive dual is spelled like their plural: مدنيين. They are adjectives too, and do not count
/// with the article (الدفاع المدني).
const ARABIC_SOUND: &str = "مدني عسكري مسلح مقاتل مصاب مواطن صحفي صحافي مسعف ممرض مزارع مستوطن متظاهر محتج معتقل مفقود \
    لاجئ مهاجر قيادي متشدد إرهابي انتحاري مهاجم مسافر مراسل إعلامي ناشط متطوع مسن مجند موظف مهندس عامل سائق شرطي \
    نازح";

/// Arabic plurals that follow لا and دون.
const ARABIC_NONE: &str =
    "إصابات ضحايا قتلى جرحى وفيات خسائر شهداء مصابون مصابين مفقودين مدنيون جنود أشخاص";

/// Calls back with each form, its meaning, and whether it counts with the article too.
pub(super) fn arabic(add: &mut impl FnMut(&str, Word, bool)) {
    let irregular = [
        ("امرأتان", Word::Dual),
        ("امرأتين", Word::Dual),
        ("مرأة", Word::Singular),
        // Not in the singular, which is the verbal noun: إصابة شخصين, the wounding of two.
        ("إصابتان", Word::Dual),
        ("إصابتين", Word::Dual),
        ("وفاتان", Word::Dual),
        ("وفاتين", Word::Dual),
        ("فتيان", Word::DualOrPlural),
        ("فتيين", Word::Dual),
    ];
    for (form, word) in irregular {
        add(form, word, true);
    }
    for noun in ARABIC.split_whitespace() {
        add(noun, Word::Singular, true);
        match noun.strip_suffix('ة') {
            Some(stem) => {
                for ending in ["تان", "تين", "تا", "تي"] {
                    add(&format!("{stem}{ending}"), Word::Dual, true);
                }
            }
            None => {
                add(&format!("{noun}ا"), Word::Singular, false);
                add(&format!("{noun}ان"), Word::Dual, true);
                add(&format!("{noun}ين"), Word::Dual, true);
            }
        }
    }
    for noun in ARABIC_SOUND.split_whitespace() {
        add(noun, Word::Singular, false);
        add(&format!("{noun}ا"), Word::Singular, false);
        add(&format!("{noun}ان"), Word::Dual, true);
        add(&format!("{noun}ين"), Word::DualOrPlural, false);
        add(&format!("{noun}ون"), Word::Plural, false);
    }
    for form in ARABIC_NONE.split_whitespace() {
        add(form, Word::Plural, false);
    }
}
