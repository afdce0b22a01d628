"""Sentences of news that speak of what labels speak of, in many languages: none of them is cruft."""

import pytest

from tests.clean.given import ENDING, OPENING, clean

SENTENCES = {
    "en": (
        "Read also the small print, he told them.",
        "This story is more than a love affair, she said.",
        "He shared the photo with his sister.",
        "Read more than twice, the letter fell apart.",
        "Follow the river to the mill.",
        "Photo albums from the fair lay on the table.",
        "Write to your mother, the captain told him.",
        "In partnership with the school, they built a boat.",
    ),
    "fr": (
        "Lisez aussi lentement, demanda la fillette.",
        "Il a partagé la photo avec sa sœur.",
        "Lire la suite des événements demande du courage.",
        "Les commentaires du maire ont surpris tout le monde.",
        "Suivez le fleuve jusqu'au moulin, disait-elle.",
    ),
    "de": (
        "Lesen Sie auch langsam, bat das Mädchen.",
        "Lesen Sie mehr als die anderen, sagte der Lehrer.",
        "Er teilte das Foto mit seiner Schwester.",
        "Mehr zum Thema wollte der Minister nicht sagen.",
        "Die Kommentare des Richters blieben ohne Folgen.",
        "Folgen Sie dem Fluss bis zur Mühle, sagte sie.",
    ),
    "es": (
        "Lea también despacio, le pidió la niña.",
        "Lea más que los demás, decía el maestro.",
        "Lea más de lo que pide el examen, decía el maestro.",
        "Compartió la foto con su hermana.",
        "Los comentarios del alcalde sorprendieron a todos.",
        "Siga el río hasta el molino, dijo ella.",
        "Además, el puerto cerró dos días.",
    ),
    "pt": (
        "Leia também devagar, pediu a menina.",
        "Leia mais do que os outros, dizia o professor.",
        "Ele compartilhou a foto com a irmã.",
        "Os comentários do juiz não tiveram efeito.",
        "Siga o rio até o moinho, disse ela.",
    ),
    "it": (
        "Leggi anche piano, le disse la bambina.",
        "Leggi di più di quanto ti chiedono, diceva il maestro.",
        "Ha condiviso la foto con sua sorella.",
        "I commenti del giudice sono rimasti senza seguito.",
        "Segui il fiume fino al mulino, disse lei.",
    ),
    "nl": (
        "Lees ook langzaam, vroeg het meisje.",
        "Lees meer dan de anderen, zei de meester.",
        "Hij deelde de foto met zijn zus.",
        "De reacties van de rechter bleven uit.",
        "Op deze plek stond vroeger een molen.",
        "Beeld en geluid vielen in de haven weg.",
        "Zij reden zonder toestemming van de boer.",
    ),
    "sv": (
        "Läs också långsamt, bad flickan.",
        "Läs mer än de andra, sade läraren.",
        "Han delade bilden med sin syster.",
        "Kommentarerna från domaren uteblev.",
        "Han körde utan tillstånd över bron.",
        "Foton från hamnen hängde på väggen.",
        "Tänk på att ta med vatten, sade hon.",
    ),
    "pl": (
        "Czytaj też powoli, poprosiła dziewczynka.",
        "Czytaj więcej niż inni, mówił nauczyciel.",
        "Podzielił się zdjęciem z siostrą.",
        "Komentarze sędziego nie miały skutku.",
        "Nasz serwis naprawczy stoi przy porcie.",
        "Na podstawie mapy znaleźli drogę.",
    ),
    "ru": (
        "Читайте также медленно, просила девочка.",
        "Читайте больше других, говорил учитель.",
        "Он поделился фотографией с сестрой.",
        "Комментарии судьи остались без ответа.",
        "Подписаться под письмом согласились все.",
        "Автор книги рассказал о детстве.",
        "Текст закона опубликовали вчера.",
        "Источник в порту ждал лодку до утра.",
    ),
    "uk": (
        "Він поділився фотографією із сестрою.",
        "Читайте більше за інших, казав учитель.",
        "Коментарі судді лишилися без відповіді.",
        "Журналіст розповів про подію.",
        "Джерело за селом пересохло ще влітку.",
        "Ще більше людей прийшло до пристані.",
    ),
    "tr": (
        "Ayrıca oku, dedi öğretmen, ama yavaş oku.",
        "Fotoğrafı kız kardeşiyle paylaştı.",
        "Devamını oku, dedi öğretmen çocuğa.",
        "Yargıcın yorumları sonuçsuz kaldı.",
    ),
    "ar": (
        "اقرأ أيضا ببطء، قالت الفتاة.",
        "اقرأ أكثر من غيرك، كان المعلم يقول.",
        "شارك الصورة مع أخته في القرية.",
        "بقيت تعليقات القاضي بلا أثر.",
        "كتب الرئيس في رسالة إلى الشعب",
        "تقرير جديد يكشف أسباب الحادث",
    ),
    "fa": (
        "او عکس را با خواهرش به اشتراک گذاشت.",
        "بیشتر از دیگران بخوان، معلم گفت.",
        "نظرات قاضی بی\u200cاثر ماند.",
        "گزارش پلیس درباره حادثه منتشر شد",
    ),
    "hi": (
        "उसने तस्वीर अपनी बहन के साथ साझा की।",
        "दूसरों से ज़्यादा पढ़ो, शिक्षक ने कहा।",
        "न्यायाधीश की टिप्पणियाँ बेअसर रहीं।",
    ),
    "id": (
        "Baca juga dengan pelan, pinta anak itu.",
        "Baca lebih banyak daripada yang lain, kata guru itu.",
        "Ia membagikan foto itu kepada adiknya.",
        "Komentar hakim tidak berpengaruh.",
    ),
    "vi": (
        "Anh chia sẻ bức ảnh với em gái.",
        "Đọc thêm nhiều sách, thầy giáo nói.",
        "Bình luận của thẩm phán không có tác dụng.",
    ),
    "zh": (
        "他把照片分享给了妹妹。",
        "老师说要阅读更多的书。",
        "法官的评论没有产生影响。",
        "该视频在微博引发网友关注。",
        "他说微信扫一扫就可以付款，市民都很满意。",
    ),
    "ja": (
        "彼は写真を妹と共有した。",
        "もっと読むようにと先生は言った。",
        "裁判官のコメントは影響しなかった。",
    ),
    "ko": (
        "그는 사진을 여동생과 공유했다.",
        "더 많이 읽으라고 선생님이 말했다.",
        "판사의 댓글은 영향이 없었다.",
        "취재 결과 사실로 확인됐다.",
        "이 기사는 오래된 마을을 떠올리게 한다.",
    ),
    "ro": (
        "Citește și încet, îl rugă fata.",
        "Citește mai mult decât ceilalți, spunea profesorul.",
        "A împărțit fotografia cu sora lui.",
        "Comentariile judecătorului au rămas fără urmări.",
        "Sursa poluării era un canal vechi.",
        "Preluarea portului a durat doi ani.",
        "Mai multe detalii vor fi anunțate mâine.",
    ),
    "el": (
        "Μοιράστηκε τη φωτογραφία με την αδελφή του.",
        "Διάβασε περισσότερα από τους άλλους, είπε ο δάσκαλος.",
    ),
    "cs": (
        "Čtěte také pomalu, prosila dívka.",
        "Čtěte více než ostatní, říkal učitel.",
        "Fotografii sdílel se svou sestrou.",
        "Komentáře soudce zůstaly bez odezvy.",
        "Ve spolupráci s obcí opravili most.",
        "Podívejte se na most, řekla dívka.",
    ),
    "hu": (
        "Megosztotta a fényképet a húgával.",
        "Olvass tovább, mint a többiek, mondta a tanár.",
    ),
    "fi": (
        "Lue myös hitaasti, pyysi tyttö.",
        "Hän jakoi kuvan siskonsa kanssa.",
        "Lue enemmän kuin muut, sanoi opettaja.",
        "Kuvat putosivat seinältä, hän sanoi.",
        "Onko sinulla vene, tyttö kysyi.",
    ),
    "he": (
        "קראו עוד יותר מאחרים, אמר המורה.",
        "הוא שיתף את התמונה עם אחותו.",
        "קרא עוד ספרים מאחרים, אמר המורה.",
    ),
    "th": ("เขาแบ่งปันรูปถ่ายกับน้องสาวเมื่อวานนี้",),
}
CASES = [(language, sentence) for language, sentences in SENTENCES.items() for sentence in sentences]


@pytest.mark.parametrize(("language", "sentence"), CASES, ids=[f"{code}-{at}" for at, (code, _) in enumerate(CASES)])
def test_a_sentence_between_paragraphs_stays(language, sentence):
    text = f"{OPENING}\n\n{sentence}\n\n{ENDING}"
    assert clean(text, language=language).text == text


@pytest.mark.parametrize(("language", "sentence"), CASES, ids=[f"{code}-{at}" for at, (code, _) in enumerate(CASES)])
def test_a_sentence_at_the_end_stays(language, sentence):
    text = f"{OPENING}\n\n{ENDING}\n\n{sentence}"
    assert clean(text, language=language).text == text
