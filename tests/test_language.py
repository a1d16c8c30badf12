"""Languages told by script and function words."""

import pytest

from writethru.language import language_of

ROWS = [
    ("en", "The mayor of the town said that the bridge would be shut for the rest of the week and that nobody had been hurt."),
    ("de", "Die Brücke über den Fluss ist nach dem Unfall gesperrt, und das wird nach Angaben der Stadt auch so bleiben."),
    ("fr", "Le pont est fermé depuis lundi et la mairie ne sait pas quand il sera rouvert pour les voitures."),
    ("es", "El puente está cerrado desde el lunes y el alcalde no sabe cuándo se abrirá para los coches de la ciudad."),
    ("nl", "De brug is sinds maandag dicht en het is niet bekend wanneer de burgemeester de weg weer opent voor het verkeer."),
    ("pl", "Most jest zamknięty od poniedziałku i nie wiadomo, kiedy będzie otwarty dla samochodów oraz pieszych w mieście."),
    ("ru", "Мост закрыт с понедельника, и мэр города не знает, когда его снова откроют для движения."),
    ("uk", "Міст закритий з понеділка, і мер міста не знає, коли його відкриють для руху її та інших."),
    ("el", "Η γέφυρα είναι κλειστή από τη Δευτέρα και κανείς δεν ξέρει πότε θα ανοίξει."),
    ("ja", "橋は月曜日から閉鎖されており、市長はいつ再開するか分からないと述べた。"),
    ("zh", "这座桥从星期一起关闭，市长说不知道什么时候重新开放。"),
    ("ar", "الجسر مغلق منذ يوم الاثنين ولا يعرف رئيس البلدية متى يفتح من جديد."),
    ("", "1234 5678 — 90"),
    ("", ""),
]


@pytest.mark.parametrize(("language", "text"), ROWS, ids=[r[0] or "none" for r in ROWS[:-1]] + ["empty"])
def test_language(language: str, text: str) -> None:
    assert language_of(text) == language
