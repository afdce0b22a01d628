"""Sums in the currencies of more countries, of today and of the time before the euro, as their papers write them."""

import pytest

from flows.normalize.amounts import find_amounts


@pytest.mark.parametrize(
    ("language", "home", "text", "surface", "currency", "value"),
    [
        ("de", "DE", "Die Schule kostete 3,5 Millionen Mark.", "3,5 Millionen Mark", "DEM", 3.5e6),
        ("de", "DE", "Das Brot kostete 4 Mark.", "4 Mark", "DEM", 4),
        ("fr", "FR", "Il a payé 3 millions de francs en 1995.", "3 millions de francs", "FRF", 3e6),
        ("fr", "SN", "Il a payé 3 000 FCFA.", "3 000 FCFA", "XOF", 3000),
        ("fr", "CM", "Le pont coûte 500 millions de francs CFA.", "500 millions de francs CFA", "XAF", 5e8),
        ("it", "IT", "Costava 500.000 lire.", "500.000 lire", "ITL", 5e5),
        ("es", "ES", "Costaba 5.000 pesetas.", "5.000 pesetas", "ESP", 5000),
        ("en", "KE", "The road cost Sh200 million.", "Sh200 million", "KES", 2e8),
        ("en", "UG", "The road cost Shs 2bn.", "Shs 2bn", "UGX", 2e9),
        ("en", "BD", "The bridge cost Tk 500 crore.", "Tk 500 crore", "BDT", 5e9),
        ("en", "GH", "The school cost GH₵5 million.", "GH₵5 million", "GHS", 5e6),
        ("vi", "VN", "Dự án trị giá 5 tỷ đồng.", "5 tỷ đồng", "VND", 5e9),
        ("uk", "UA", "Вартість моста 5 млн грн за рік", "5 млн грн", "UAH", 5e6),
        ("bg", "BG", "Мостът струва 5 милиона лева.", "5 милиона лева", "BGN", 5e6),
        ("cs", "CZ", "Most stál 20 miliard Kč.", "20 miliard Kč", "CZK", 2e10),
        ("hu", "HU", "A híd 300 ezer forintba került.", "300 ezer forintba", "HUF", 3e5),
        ("ro", "RO", "Podul a costat 5 milioane de lei.", "5 milioane de lei", "RON", 5e6),
        ("el", "GR", "Κόστισε 3 δισ. ευρώ.", "3 δισ. ευρώ", "EUR", 3e9),
        ("da", "DK", "Broen kostede 3 milliarder kr.", "3 milliarder kr.", "DKK", 3e9),
        ("fi", "FI", "Silta maksoi 5 miljoonaa euroa.", "5 miljoonaa euroa", "EUR", 5e6),
        ("sr", "RS", "Most je koštao 5 miliona dinara.", "5 miliona dinara", "RSD", 5e6),
        ("hi", "IN", "पुल की कीमत 500 करोड़ रुपये है।", "500 करोड़ रुपये", "INR", 5e9),
        ("ur", "PK", "پل پر 5 ارب روپے خرچ ہوئے۔", "5 ارب روپے", "PKR", 5e9),
        ("bn", "BD", "সেতুর খরচ 50 কোটি টাকা।", "50 কোটি টাকা", "BDT", 5e8),
        ("fa", "IR", "هزینه پل 5 میلیون دلار بود.", "5 میلیون دلار", "USD", 5e6),
        ("he", "IL", "הגשר עלה 5 מיליון שקל.", "5 מיליון שקל", "ILS", 5e6),
        ("ja", "JP", "総額1万2,500円を支払った。", "1万2,500円", "JPY", 12_500),
        ("ja", "JP", "投資額は１００万ドルだ。", "１００万ドル", "USD", 1e6),
        ("ja", "JP", "橋は3億5000万円かかった。", "3億5000万円", "JPY", 3.5e8),
        ("zh", "CN", "大桥投资3.5亿元。", "3.5亿元", "CNY", 3.5e8),
        ("zh", "TW", "大橋耗資500萬元。", "500萬元", "TWD", 5e6),
        ("zh", None, "公司支付了约100万美元。", "100万美元", "USD", 1e6),
        ("ko", "KR", "다리에 1억 5000만원을 썼다.", "1억 5000만원", "KRW", 1.5e8),
        ("ko", "KR", "다리에 5천만원대 예산이 든다.", "5천만원", "KRW", 5e7),
        ("ko", "KR", "회사는 50만 달러를 냈다.", "50만 달러", "USD", 5e5),
        ("tr", "TR", "Bu 5 milyon liralık bir köprü.", "5 milyon liralık", "TRY", 5e6),
    ],
)
def test_sums_are_read_as_papers_of_a_country_write_them(language, home, text, surface, currency, value):
    (found,) = find_amounts(text, language, home)
    assert (text[found.start : found.end], found.currency, found.value) == (surface, currency, value)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sales passed the 30 million mark, and then the 1,500 mark."),
        ("de", "Im Jahr 2019 Mark Zuckerberg zu hören war neu."),
        ("fr", "Le 3 mars 2022\nLire aussi la suite."),
        ("en", "In 2009 Dinara Safina won five sets."),
        ("zh", "2022元旦快乐，水由2元素组成。"),
        ("ko", "시장은 3원칙을 발표했다."),
        ("ja", "2022年5月3日に10人が来た。"),
        ("pl", "W roku 2022 taka sama sytuacja."),
        ("vi", "Ba anh và 3 đồng chí khác đã đến."),
    ],
)
def test_a_number_before_a_word_that_is_something_else_is_no_sum(language, text):
    assert find_amounts(text, language) == []
