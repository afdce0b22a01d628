"""Sentences that begin with, or hold, words of which labels are made: what is asked for, allowed, promised or seen."""

import pytest

from tests.clean.given import ENDING, OPENING, clean

SENTENCES = {
    "en": (
        "The views expressed by the minister were widely shared in his party.",
        "By signing up with Real Madrid, Bale became the dearest player in the world.",
        "Material from this quarry built the cathedral and half of the old town.",
        "For permission to march, the group applied to the town hall in June.",
        "No part of this story has changed since then, he said.",
        "Imagine: half of the town lost their jobs in a year.",
        "Works made by machines are not protected by copyright, the court ruled.",
        "A ship of a firm registered in England brought the stones.",
        "The money was contributed from a fund of the harbour.",
    ),
    "pt": (
        "Com o seu consentimento, o juiz mandou soltar o preso na terça-feira.",
        "Com a colaboração de vizinhos, a polícia prendeu dois homens na terça-feira.",
        "Com informações de moradores, a polícia prendeu dois homens na terça-feira.",
        "O senador concorda com o uso de máscaras nas escolas.",
    ),
    "it": (
        "Questo articolo è solo una parte della legge, ha detto il ministro.",
        "Se sei abbonato, paghi di meno, ha spiegato il direttore del teatro.",
        "Nessun commento è arrivato dal ministero.",
    ),
    "nl": (
        "Het is niet toegestaan om met de auto het centrum in te rijden.",
        "Met dank aan de vrijwilligers werd het feest een groot succes.",
        "Na de proefperiode van zes maanden besluit de raad over de brug.",
        "Ter illustratie noemde hij de oude brug over de rivier.",
        "De school gaf de foto's door zonder schriftelijke toestemming van de ouders.",
    ),
    "sv": (
        "Den här videon visar hur polisen griper en man vid hamnen.",
        "Så arbetar vi nu med den gamla bron, säger borgmästaren.",
        "Detta är en ledare som vet vad hon vill.",
        "Hon bakade kakor för att samla in pengar till skolan.",
    ),
    "da": (
        "Dette er et udtryk for, at regeringen mener det alvorligt.",
        "Dette er en leder, der ved, hvad hun vil.",
    ),
    "pl": (
        "Na zdjęciu widać dwóch mężczyzn, którzy wchodzą do banku.",
        "Autor jest przekonany, że most powstał przed wojną.",
        "Wyrażasz zgodę albo odchodzisz, powiedział mu kapitan.",
        "To wideo zmieniło życie całej rodziny z małego miasta.",
        "Źródło zbliżone do rządu twierdzi, że most stanie w maju.",
        "Jakiekolwiek użycie siły przeciw tłumowi jest zakazane, powiedział sędzia.",
        "Rosja zablokowała dostęp do serwisu w całym kraju.",
    ),
    "cs": (
        "Na snímku je vidět starý most přes řeku.",
        "Článek vyšel v roce 1920 a vyvolal velký rozruch.",
        "S vaším souhlasem začneme stavět most, řekl starosta.",
        "Kliknutím na odkaz si oběť stáhla virus, řekla policie.",
    ),
    "ro": (
        "Acest website a fost folosit de o bandă de hoți.",
        "Dacă ați observat un incendiu, sunați la pompieri, spune primarul.",
        "Nu poți vinde casa fără acordul scris al soției, spune judecătorul.",
    ),
    "sk": ("Na snímke vidno starý most cez rieku.",),
    "de": (
        "Die Helfer fordern uneingeschränkten Zugang zu den Lagern im Norden.",
        "Demonstrationen sind in der Stadt nur mit Genehmigung erlaubt.",
        "Ich bin damit aufgewachsen, und ich bleibe hier.",
        "Ich möchte den Menschen in der Stadt helfen.",
        "Sie sind schon lange im Amt, was treibt Sie an?",
    ),
    "fr": (
        "Aucun commentaire n'a été fait par le palais.",
        "Il est reparti sans engagement ferme du président.",
        "Les habitants auront un accès illimité aux musées.",
    ),
    "es": (
        "Según el boletín diario de la Secretaría de Salud, hay tres casos.",
        "El tribunal acepta el uso de la prueba en el juicio.",
    ),
    "nb": ("Vi bruker mer penger enn før, sier rektoren.",),
    "zh": (
        "黑客未经授权访问了银行的系统，警方周二表示。",
        "立法院周二通過著作權法修正案，下月施行。",
    ),
    "ko": (
        "댓글 조작 혐의로 기소된 남성이 화요일 법정에 섰다.",
        "그는 영화를 무단 복제한 혐의로 화요일 구속됐다.",
    ),
    "vi": (
        "Theo TTXVN, cây cầu mới sẽ mở cửa vào tháng sau.",
        "Ảnh chụp vệ tinh cho thấy cây cầu đã bị phá hủy.",
    ),
    "ar": (
        "لن يتم نشر قوات جديدة على الحدود هذا العام.",
        "قال الوزير إن الصحافة المستقلة ركيزة مهمة في البلاد.",
    ),
    "fa": ("تمام حقوق کارگران تا پایان ماه پرداخت می‌شود.",),
    "hi": ("सांकेतिक हड़ताल के कारण मंगलवार को बैंक बंद रहे।",),
    "ru": ("Если вы заметили пожар, звоните спасателям, говорит мэр.",),
    "uk": (
        "Якщо ви помітили пожежу, телефонуйте рятувальникам, каже мер.",
        "У листі є пряме посилання на старий закон.",
    ),
    "tr": (
        "Yorum yapmak için henüz erken, dedi belediye başkanı.",
        "Küfür, hakaret ve tehdit suçundan bir yıl ceza aldı.",
    ),
    "hr": ("Za sudjelovanje na natjecanju prijavilo se sto učenika.",),
    "lv": ("Lai komentētu situāciju, ministrs ieradās ostā.",),
    "sw": ("Picha na video zinaonyesha daraja la zamani, polisi walisema.",),
    "el": (
        "Με στοιχεία από την αγορά, η τιμή του ψωμιού ανέβηκε.",
        "Τα πνευματικά δικαιώματα του τραγουδιού πουλήθηκαν χθες.",
    ),
    "hu": ("Kattintson a linkre, mondta a férfi.",),
    "fi": ("Mitä mieltä suomalaiset ovat uudesta sillasta?",),
    "sr": ("Ilustracija tog stanja je stari most, rekao je ministar.",),
}
LISTS = {
    "en": "10 thoughts on the new pier and the old storm",
    "es": "10 respuestas a las preguntas sobre el nuevo puerto",
    "fr": "5 réponses à vos questions sur le nouveau pont",
    "sv": "10 svar på vanliga frågor om den nya bron",
}
CASES = [(language, sentence) for language, sentences in SENTENCES.items() for sentence in sentences]


@pytest.mark.parametrize(("language", "sentence"), CASES, ids=[f"{code}-{at}" for at, (code, _) in enumerate(CASES)])
def test_a_sentence_stays_between_paragraphs_and_at_the_end(language, sentence):
    for text in (f"{OPENING}\n\n{sentence}\n\n{ENDING}", f"{OPENING}\n\n{ENDING}\n\n{sentence}"):
        assert clean(text, language=language).text == text


@pytest.mark.parametrize("language", LISTS)
def test_a_headline_that_counts_answers_is_no_heading_of_comments(language):
    text = f"{OPENING}\n\n{ENDING}\n\n{LISTS[language]}"
    assert clean(text, language=language).text == text


@pytest.mark.parametrize("heading", ["24 Responses to “The pier”", "3 réflexions sur « Le pont »", "7 svar på ”Bron”"])
def test_a_count_of_comments_before_a_title_in_quotes_is_one(heading):
    assert clean(f"{OPENING}\n\n{ENDING}\n\n{heading}").text == f"{OPENING}\n\n{ENDING}"
