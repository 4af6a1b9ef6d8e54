//! Languages that are written like one with a pack and have none: their most telling words and letters.
//!
//! Enter: a text, what it shows of the language that fits it best. Leaves: whether it is a neighbour's. Such a text must
//! not be read by another language's rules: an empty list would say that nothing stands in it. Words that a language with a
//! pack uses often are in no list here unless its pack counts them too, so that no headline of its own is lost.

use super::{Shown, words};

/// The words of one neighbour. It is enough to have the most frequent, and those of a toll.
const WORDS: &[&str] = &[
    // Dutch, Afrikaans
    "het een van zijn dat voor niet bij aan ook werden naar door uit zeker worden heeft wordt hebben onder doden gewonden \
     mensen meldt volgens gedood",
    // Swedish
    "och att det som på är av för till har inte ett från efter personer dödades skadades enligt minst dödats skadats vid",
    // Danish, Norwegian
    "og af av på er det til som ikke blev ble har fra mennesker dræbt drept såret skadet ved efter etter mindst minst",
    // German
    "der das und ist von mit nicht eine auf für sich wurden wurde bei sind nach menschen getötet verletzt mindestens einem \
     einer beim zum zur laut tote toten verletzte verletzten getötete",
    // Italian
    "di che il per sono della del nel nella gli alla hanno stati dopo almeno morti feriti persone dei delle anche dal dalla \
     secondo morte ferite stato polizia",
    // Portuguese
    "não uma em os dos das pelo pela são foram mortos feridos pessoas também após segundo ao com mortas feridas polícia",
    // Romanian
    "și în din cu au fost pe care sunt după cel puțin persoane oameni morți răniți au murit",
    // Catalan
    "amb els dels és per són morts ferits persones segons aquest aquesta almenys uns",
    "van el i les resultar morir ferides ferits almenys atac després segons avui també policia homes",
    // Kurmanji
    "û ji li di ku hat hatin kuştin birîndar jî wî wê kes bûn bû kir kirin êrîşê mirov yê yên ser herî kêm",
    // Polish
    "w z się na nie że jest po przez oraz zostało osób zginęło rannych najmniej ludzi ataku podała",
    // Czech, Slovak
    "při že byl byli pri boli zahynulo lidí ľudí nejméně najmenej zraněno zranených podle podľa uviedla uvedla útoku",
    // Croatian, Bosnian, Serbian
    "koji koja nije poginulo ubijeno ranjeno osoba ljudi najmanje prema što kao bio bilo iz kod nakon napadu policija",
    // Hungarian
    "és az egy hogy nem meghalt megsebesült ember volt szerint legalább halt meg",
    // Finnish
    "ja oli että ei kuoli haavoittui ihmistä mukaan ainakin ovat poliisin",
    // Albanian
    "dhe të në një për janë është nga që vrarë plagosur më persona sipas",
    // Indonesian, Malay
    "yang dan dari untuk dengan ini itu pada tewas orang oleh dalam telah akan tidak korban luka sedikitnya kata di",
    // Swahili
    "ya wa na katika kwa ni watu waliuawa kuuawa takriban polisi",
    // Somali
    "iyo ayaa lagu dilay qof waxaa soo inay dhaawacmay ku",
    // Uzbek
    "va bilan uchun kishi halok deb ham kamida yaralangan hujum",
    // Vietnamese
    "và của là người các trong được cho không đã chết bị thương",
    // Bulgarian
    "са се да че като което която това бе ще най при на в не по души убити ранени загинаха съобщи",
    // Serbian, Macedonian
    "је се су да што на у не по за од који која особа погинуло рањено најмање најмалку загинаа",
    // Belarusian
    "і ў на што не з за гэта былі быў чалавек загінулі параненыя паведаміла",
    // Kazakh, Kyrgyz, Tatar
    "және мен бен үшін адам қаза кемінде бұл осы туралы бойынша деп болды жараланды тауып салдарынан \
     жана менен үчүн каза жарадар болуп тууралуу деди кеминде һәм өчен белән кеше һәлак",
    // Yiddish
    "און איז דער האט האָט מיט זענען געווען נישט ניט פון פֿון צו אויף געהרגעט מענטשן געווארן געוואָרן",
    // Urdu
    "ہے ہیں میں کے کی کا کو نے سے اور پر ہلاک افراد زخمی گئے ہو",
    // Sorani
    "لە بە کە بۆ لەگەڵ ئەو ئەم کەس کوژران بریندار بوون",
    // Pashto
    "په د چې او کې له دی دي شول شوي ووژل کسان ټپيان",
];

/// Letters that no language with a pack is written with.
const LETTERS: &str = "ےںٹڈڑہھەۆێڕڵټډړښږځڅېۍګјљњћђџѓќѕўәғқңөұүһӣӯҳҷװױײ";
/// So many letters in a hundred are none of a name's.
const MANY: usize = 2;
/// Letters that a language with a pack has too, and seldom: so many in a hundred are a neighbour's, where the others do not
/// stand beside them.
const SELDOM: &[(&str, &str, usize)] = &[
    // Bulgarian, which has no ы or э.
    ("ъ", "ыэё", 1),
    // Belarusian, whose other letters are Russian or Ukrainian.
    ("ў", "", 1),
];

/// Whether a text is in a language that has no pack rather than in the one that fits it best.
pub(super) fn is_anothers(look: &str, best: &Shown) -> bool {
    let counted = |letters: &str| {
        look.chars()
            .flat_map(char::to_lowercase)
            .filter(|c| letters.contains(*c))
            .count()
    };
    let letters = look.chars().filter(|c| c.is_alphabetic()).count();
    let are_many =
        |count: usize, in_hundred: usize| count >= 2 && count * 100 >= letters * in_hundred;
    // A name of a neighbour’s is not in words that are the language’s own.
    if are_many(counted(LETTERS), MANY) && best.words * 4 < words(look).len() {
        return true;
    }
    let is_seldom = |&(has, has_not, in_hundred): &(&str, &str, usize)| {
        are_many(counted(has), in_hundred) && counted(has_not) == 0
    };
    if SELDOM.iter().any(is_seldom) {
        return true;
    }
    let words = words(look);
    let hits = WORDS.iter().map(|list| {
        let is_listed = |word: &&String| list.split(' ').any(|listed| listed == **word);
        words.iter().filter(is_listed).count()
    });
    hits.max()
        .is_some_and(|hits| hits >= 2 && hits > best.all())
}
