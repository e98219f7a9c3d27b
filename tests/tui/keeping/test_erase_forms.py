"""消去 on the screen: looked at before, done only when the word is typed; nothing that was begun keeps the words."""

from __future__ import annotations

import json

from kodoku_tui.domain.register.entries import ContactEntry
from kodoku_tui.services.desk.desk import Desk
from kodoku_tui.services.desk.drafts import drafts_folder
from kodoku_tui.services.desk.file_settings import file_code
from kodoku_tui.services.register.contacts import add_contact, list_contacts
from kodoku_tui.services.register.staff import add_staff
from tests.tui.sitting import sitting_at


async def test_words_are_erased_once_the_word_is_typed(desk: Desk) -> None:
    add_staff(desk, "会田 直")
    desk.staff = "会田 直"
    add_contact(desk, 1, ContactEntry(name="山野邊 澄江"))
    async with sitting_at(desk) as sitting:
        # Begun and laid aside: the draft holds the name too.
        await sitting.press("c")
        await sitting.type("山野辺澄江さん")
        sitting.app.drafts.flush()
        await sitting.press("escape", "l")
        await sitting.press("ctrl+f12")
        await sitting.type("山野辺 澄江")
        await sitting.press("tab")
        await sitting.type("本人の申し出")
        await sitting.press("ctrl+s")
        await sitting.sees("連絡先 1か所", "下書き 1件", "取り消せません")
        await sitting.type("はい")
        await sitting.press("ctrl+s")
        await sitting.sees("何も消していません")
        assert list_contacts(desk, 1)[0].name == "山野邊 澄江"
        await sitting.press("backspace", "backspace")
        await sitting.type("消去")
        await sitting.press("ctrl+s")
        await sitting.sees("か所を消去しました", "届かないもの")
        assert list_contacts(desk, 1)[0].name == "（消去）"
        kept = [path.read_text() for path in drafts_folder(file_code(desk), "").rglob("*.json")]
        assert len(kept) == 1 and not any(
            "澄江" in json.dumps(json.loads(one), ensure_ascii=False) for one in kept
        )


async def test_nobody_erases_before_they_said_who_they_are(desk: Desk) -> None:
    async with sitting_at(desk) as sitting:
        await sitting.press("ctrl+f12")
        await sitting.is_told("だれが消去するのかが分かりません")
