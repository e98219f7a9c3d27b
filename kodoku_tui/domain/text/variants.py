"""Letters that stand for each other: the one table by which words meet, in a search, in names, in what comes in.

One letter for one, so that a part of a text stays a part of its key. Whoever changes a letter here, or how keys are
made of them (`names.py`), raises `KEYS_VERSION`: the keys in files are then made anew (`store/stored_keys.py`).
"""

from __future__ import annotations

KEYS_VERSION = 2
"""By which table and rules a key was made; 1 is that of files before this number was kept."""

# The older forms that the list of standard characters (常用漢字表) names in brackets, and those of the characters for
# names (人名用漢字表) that it counts as the same.
_STANDARD = """
亞亜 惡悪 壓圧 圍囲 爲為 醫医 壹壱 稻稲 飮飲 隱隠 營営 榮栄 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴 櫻桜 奧奥
橫横 溫温 穩穏 假仮 價価 畫画 會会 壞壊 懷懐 繪絵 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 閒間
關関 陷陥 巖巌 顏顔 歸帰 氣気 龜亀 僞偽 戲戯 犧犠 卻却 舊旧 據拠 擧挙 峽峡 挾挟 敎教 狹狭 曉暁 區区 驅駆 勳勲 薰薫
徑径 惠恵 揭掲 攜携 溪渓 經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 縣県 險険 顯顕 驗験
嚴厳 效効 廣広 恆恒 鑛鉱 號号 國国 濟済 碎砕 齋斎 劑剤 雜雑 參参 慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿
實実 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 奬奨 將将 涉渉 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢
條条 淨浄 狀状 疊畳 穰穣 讓譲 釀醸 囑嘱 觸触 寢寝 愼慎 晉晋 眞真 圖図 粹粋 醉酔 隨随 髓髄 數数 樞枢 瀨瀬 淸清 靑青
聲声 靜静 齊斉 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 雙双 壯壮 搜捜 插挿 爭争 總総 莊荘 裝装 騷騒 增増
藏蔵 臟臓 屬属 續続 墮堕 體体 對対 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫
鑄鋳 廳庁 徵徴 聽聴 鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 德徳 獨独 讀読 屆届 繩縄 貳弐 惱悩 腦脳 霸覇
廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 竝並 變変 邊辺 辨弁 瓣弁 辯弁 步歩 舖舗 寶宝 豐豊
沒没 萬万 滿満 默黙 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 壘塁
勵励 禮礼 靈霊 齡齢 戀恋 爐炉 勞労 樓楼 郞郎 祿禄 錄録 灣湾 黑黒 曾曽 卽即 旣既 鄕郷 每毎 彥彦 穗穂 倂併 巢巣 戾戻
擊撃 敕勅 晚晩 曆暦 槪概 歷歴 淚涙 渴渇 瘦痩 盡尽 硏研 虛虚 襃褒 鍊錬 飜翻 鬭闘 麵麺 黃黄
"""

# Variants in registers of families and in names of bodies, and what old prints and other lists write for a letter.
# 斉 and 斎 are two letters (斉藤, 斎藤), and so are 崎, 碕 and 埼: they stay apart.
_OF_NAMES = """
𠮷吉 﨑崎 髙高 嶋島 嶌島 栁柳 桒桑 冨富 峯峰 舘館 槗橋 曻昇 邉辺 濵浜 檜桧 籠篭 蘆芦 萊莱 壺壷 禱祷 鷗鴎 瑤瑶 槇槙
遙遥 堯尭 凜凛 聰聡 桺柳 𣘺橋 靏鶴 靍鶴 鶮鶴 㐂喜 𡈽土 圡土 渊淵 渕淵 埜野 穐秋 龝秋 寳宝 煕熙 凞熙 釡釜 籔薮 藪薮
杦杉 柗松 枩松 枀松 莵兎 兔兎 舩船 恊協 斈学 竈竃 禰祢 邇迩 繫繋 顚顛 鹼鹸 頰頬 𠮟叱 塡填 剝剥 噓嘘 搔掻 啞唖 軀躯
俠侠 濤涛 鶯鴬 頸頚 礪砺 蠣蛎 麪麺 麴麹 餠餅 蘂蕊 瀦潴 囊嚢 屛屏 摑掴 蟬蝉 潑溌 醱醗 醬醤 簞箪 攪撹 蔣蒋 焰焔 賤賎
迯逃 曵曳 亙亘 諫諌 鶇鶫 靭靱 皈帰 厩廐 廏廐 厰廠 厠廁 凉涼 凖準 减減 决決 况況 卆卒 吴呉 冝宜 宐宜 峩峨 嵜崎 蘓蘇
濶闊 㮈奈 柰奈 藳藁 稾稿 稁稿 蕋蕊 薗園 荅答 昻昂 晧皓 晄晃 皷鼓 裡裏 輌輛 鑒鑑 讚賛 讃賛 筱篠 笋筍 罇樽 犂犁 璢瑠
翆翠 葢蓋 盖蓋 蒂蔕 躰体 軆体 鈎鉤 銕鉄 鐡鉄 閧鬨 閙鬧 鯵鰺 鳬鳧 鴈雁 麽麼 鼡鼠 萠萌 枡桝 羣群 楳梅 駈駆 曺曹 緜綿
邨村 隝島 澀渋
"""

OLD_KANJI = {pair[0]: pair[1] for pair in (_STANDARD + _OF_NAMES).split()}
"""An old form or a variant, and the letter that stands for it in a key."""

_HIRAGANA = (*range(ord("ぁ"), ord("ゖ") + 1), ord("ゝ"), ord("ゞ"))

KATAKANA = {chr(code): chr(code + 0x60) for code in _HIRAGANA}
"""Each hiragana and its katakana."""

LARGE_KANA = dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True))
"""Small katakana and the large ones: ウェル and ウエル are one name."""

DASHES = "ー‐‑‒–—―−-─━〜~∼"
"""What is written for a long vowel or a hyphen."""

LETTERS = {
    **OLD_KANJI,
    **{letter: LARGE_KANA.get(one, one) for letter, one in KATAKANA.items()},
    **LARGE_KANA,
}
"""What each letter is in every key: of a name, and of what is searched."""
