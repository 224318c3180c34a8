import { medicalClaim } from '../../../../src/stages/judge/medical-claim.js';
import { ruleTable } from './rule-table.js';

ruleTable(medicalClaim, {
  english: {
    flagged: `
      Cures colds
      Kills cancer cells
      cures acne
      treats acne
      Say goodbye to arthritis
      100% cure
      100% cure for diabetes
      Heals asthma naturally
      Reverses diabetes in 30 days
      Treats high blood pressure
      Gets rid of migraines
      Remedy for depression
      Diabetes cured!
      Cures everything
      Eliminates kidney stones
      Treatment for eczema and psoriasis
      Clinically proven to heal
      No side effects
      Cures cancer. Not intended to treat any disease.`,
    looked: `
      lowers blood pressure
      Fights cancer
      Prevents heart disease
      relieves arthritis
      protects against the flu`,
    passed: `
      Treats plant disease
      Dog treats with chicken
      Chicken treats for arthritis dogs
      Blood pressure monitor
      Diabetic socks
      This product is not intended to diagnose, treat, cure or prevent any disease
      This does not cure cancer
      There is no cure for diabetes
      10% donated to fight cancer
      Breast cancer awareness ribbon
      Cancer star sign necklace
      2-stroke engine oil
      Smooth brush strokes
      Prevents cold air from coming in
      Protects against cold weather
      hair treatment mask
      Heals dry hands
      cured ham
      UV curing lamp
      Relieves pressure points
      Reduces wrinkles
      Treat yourself
      anti-hair-loss shampoo
      Healthy snack
      Ends soon`,
  },
  german_dutch_nordic: {
    flagged: `
      Heilt Erkältung
      Krebs vorbeugen
      Heilt Krebs
      Heilung von Diabetes
      Befreit von Migräne
      Mittel gegen Arthrose
      Schluss mit Rheuma
      Bluthochdruck senken
      Diabetes heilen
      heilt Akne
      kuriert jede Krankheit
      Wundermittel
      behandelt Depressionen
      Geneest reuma
      Geneest kanker
      behandelt eczeem
      Botar cancer`,
    looked: `
      hilft gegen Bluthochdruck
      Senkt den Blutdruck
      lindert Arthritis
      senkt das Cholesterin
      Schützt vor Grippe
      verlaagt de bloeddruk
      helpt tegen griep`,
    passed: `
      hilft gegen Zucker
      Shampoo gegen Haarausfall
      Haarpflege
      Kein Zucker
      Sternzeichen Krebs Kette
      Krebse aus Norwegen
      Kampf gegen Krebs
      Schützt vor Kälte
      gegen Regen und Schnee
      hilft gegen Mücken
      Mittel gegen Ameisen
      Blutdruckmessgerät
      Nicht zur Behandlung von Krankheiten bestimmt
      Kein Heilmittel gegen Krebs
      behandeltes Holz
      gegen Pflanzenkrankheiten
      Socken für Diabetiker
      tegen regen
      behandelt leer
      skydd mot regn
      Hautpflege`,
  },
  romance: {
    flagged: `
      Guérit le mal de dos
      Guérit le diabète
      Soigne l'arthrose
      Traite l'hypertension
      Remède contre le cancer
      Guérit tout
      Élimine les tumeurs
      Adieu migraines
      Cura todo
      Cura el cáncer
      Cura la diabetes en 7 días
      Elimina la artritis
      Tratamiento para la depresión
      Remedio contra el asma
      cura el acne
      Cura 100% do câncer
      Trata a ansiedade
      Cura tudo
      Remédio para pressão alta
      Guarisce il diabete
      cura contro il tumore
      Cura il mal di schiena
      Rimedio per l'artrosi
      Elimina la psoriasi`,
    looked: `
      Réduit la tension artérielle
      Soulage l'arthrite
      Prévient le cancer
      Reduce el colesterol
      Baja la presión arterial
      Alivia la artritis
      Combate o câncer
      Reduz o colesterol
      Abbassa la pressione alta
      Previene l'influenza`,
    passed: `
      réduit la tension du câble
      cura dei capelli
      Cura della pelle
      Cura y belleza
      vida sana
      Trata da pele
      soin du visage
      traite le bois
      contre la pluie
      contra la lluvia
      contro il freddo
      Elimina los olores
      Elimina bacterias
      Elimina odores
      tratamiento para el cabello
      tratamento capilar
      tratamento para cabelo
      reduce la presión del agua
      Non è destinato a curare malattie
      N'est pas destiné à traiter une maladie
      No está destinado a curar enfermedades
      Não se destina a tratar doenças
      anti-caspa
      Gota a gota
      Ceinture de dos
      Lucha contra el cáncer
      anti-chute`,
  },
  slavic_turkish_greek: {
    flagged: `
      Лечит суставы
      лечит простуду
      Лечит рак
      Вылечит артрит за 3 дня
      Излечивает диабет
      Избавляет от псориаза
      Лечение гипертонии
      Забудьте о варикозе
      лечит всё
      Чудо-средство
      лікує діабет
      Leczy raka
      Leczy cukrzycę
      Lek na nadciśnienie
      Kanseri tedavi eder
      Diyabet tedavisi
      Θεραπεύει τον καρκίνο
      Θεραπευει τον καρκινο
      ΘΕΡΑΠΕΥΕΙ ΤΟΝ ΚΑΡΚΙΝΟ
      Θεραπεύει την αϋπνία
      Θεραπευει την αυπνια`,
    looked: `
      снижает давление
      Снижает артериальное давление
      Помогает от диабета
      Снижает холестерин
      Помогает от простуды
      таблетки от гриппа
      obniża ciśnienie krwi`,
    passed: `
      снижает давление воды
      датчик от давления
      снижает давление в шинах
      крем для рук
      защищает от влаги
      защита от холода
      от дождя и ветра
      против скольжения
      снимает стресс
      Тонометр для измерения давления
      Не является лекарственным средством
      не лечит болезни
      от болезней растений
      лечебная грязь
      шампунь от выпадения волос
      przeciw deszczowi
      ochrona przed zimnem
      nie leczy chorób
      yağmura karşı
      cilt bakımı
      Φροντίδα μαλλιών`,
  },
  chinese: {
    flagged: `
      治癌
      治高血压
      治疗感冒
      根治糖尿病
      治好失眠
      专治湿疹
      主治关节炎
      三天治愈鼻炎
      告别高血压
      糖尿病克星
      癌症痊愈
      治療糖尿病
      根治高血壓
      治脱发
      治疗青春痘
      包治百病
      药到病除
      祖传秘方
      无副作用
      治百病`,
    looked: `
      降血压
      降血糖
      预防癌症
      抗癌
      缓解关节炎
      调理三高
      预防感冒`,
    passed: `
      抗病虫害
      防毛病
      防脱发洗发水
      血压计
      血糖试纸
      降血压计价格
      健康食品
      本品不能代替药物
      不能治疗疾病
      非药品
      防治病虫害
      植物治病
      政治
      自治区
      治理环境
      整治
      防晒
      抗皱
      防寒保暖
      消除异味
      缓解压力
      改善肤质
      抗压
      重症险
      治愈系插画`,
  },
  japanese_korean: {
    flagged: `
      風邪に効く
      高血圧が治ります
      糖尿病が治る
      がんに効く
      がんが消える
      腰痛が治る
      ニキビが治る
      リウマチを完治
      アトピーが治った
      うつ病を治す
      万病に効く
      副作用なし
      不眠症に効果的
      여드름/감기 치료
      암을 완치
      당뇨병 치료
      관절염 완치
      감기 치료
      고혈압을 고칩니다
      비염에 특효
      아토피 완치
      탈모 치료
      만병통치
      우울증 치료 효과`,
    looked: `
      高血圧を改善
      血糖値を下げる
      がん予防
      認知症予防
      암 예방
      암세포 억제
      혈압을 낮춰
      콜레스테롤 개선`,
    passed: `
      암막커튼 효과
      암모니아 억제
      암체어 치료
      암벽 등반
      암갈색 가죽
      통풍이 잘되는 메쉬
      통풍 효과
      혈압계
      혈당 측정기
      질병의 예방 및 치료를 위한 의약품이 아닙니다
      탈모 완화 샴푸
      피부 개선
      감기 조심하세요
      식물 질병 치료
      血圧計
      治具
      がんこ汚れに効く
      お見舞い
      頭痛
      風邪予防マスク
      医薬品ではありません
      治療を目的としたものではありません
      肩こり解消グッズ
      植物の病気予防
      コロナビール
      健康食品`,
  },
  south_and_west_asia: {
    flagged: `
      รักษามะเร็ง
      รักษาโรคเบาหวาน
      โรคเบาหวานหายขาด
      รักษาทุกโรค
      หายขาดจากไมเกรน
      รักษาสิว
      chữa khỏi ung thư
      Chữa bệnh tiểu đường
      Điều trị viêm khớp
      Trị mất ngủ
      Menyembuhkan kanker
      Mengobati diabetes
      Obat asam urat
      Menyembuhkan jerawat
      يعالج السكري
      علاج السرطان
      يشفي من الربو
      डायबिटीज का इलाज
      कैंसर को ठीक
      गठिया का इलाज
      गठिया को जड़ से खत्म
      सर्दी से छुटकारा
      يقضي على مرض السكري
      מרפא סרטן`,
    looked: `
      ลดความดัน
      ป้องกันมะเร็ง
      บรรเทาเบาหวาน
      Menurunkan kolesterol
      giảm huyết áp`,
    passed: `
      ลดโรค
      ลดราคา
      ลดกลิ่น
      ป้องกันฝน
      ป้องกันแสงแดด
      รักษาอุณหภูมิ
      สบู่รักษาความสะอาด
      ลดแรงดันน้ำ
      ไม่ใช่ยา
      เครื่องวัดความดัน
      bình chữa cháy
      giảm giá
      chống nước
      sửa chữa
      obat nyamuk
      Bukan obat
      Anti air
      ضد الماء
      علاج الشعر
      مقاس كبير
      बालों की देखभाल
      ठंड से बचाव
      טיפוח שיער`,
  },
  many_languages: {
    raised: `
      Cures insomnia fast
      cure for cancer
      Heal your arthritis
      Miracle diabetes cure
      beats cancer
      fights diabetes
      No more arthritis pain
      Heilt Diabetes in 7 Tagen
      Hilft bei Arthrose
      gegen Bluthochdruck
      Lindert Rheuma
      Krebs heilen
      Gegen Krebs
      Guérit l'arthrite en 3 jours
      soigne le cancer
      Contre le diabète
      Combat le diabète
      Cura la artritis en 3 días
      Adiós artritis
      Previene el cáncer
      Controla la diabetes
      Cura a diabetes
      Cura a artrite em 3 dias
      Fim da artrite
      Cura l'artrite
      Combatte il cancro
      Cura il diabete in 3 giorni
      治愈癌症
      治疗高血压
      根治关节炎
      三天治好糖尿病
      防癌抗癌
      降三高
      がんを治す
      癌が治る
      3日で関節炎が治る
      糖尿病に効く
      血圧を下げる
      高血圧に効果
      관절염 3일 완치
      당뇨 완치
      암 치료
      고혈압 치료
      혈압을 낮춰줍니다
      당뇨에 좋은
      Лечит артрит
      Лечит гипертонию
      Избавляет от диабета
      Побеждает рак
      รักษาโรคข้ออักเสบ
      รักษาเบาหวาน
      ลดความดันโลหิต
      Chữa viêm khớp
      Trị tiểu đường
      Hỗ trợ điều trị ung thư
      Menyembuhkan radang sendi
      Obat kanker
      يعالج السرطان
      يشفي السكري
      शुगर ठीक करे
      कैंसर का इलाज
      Kanseri iyileştirir
      Leczy artretyzm
      Geneest diabetes
      Cura el 100% del cáncer
      Cure 100% of diabetes
      100% Heilung von Krebs
      Guérit le cancer à 100%
      Cura la diabetes al 100%
      100% 治愈糖尿病
      糖尿病100%治る
      당뇨병 100% 완치
      癌症克星
      一周治好关节炎
      治好糖尿病
      高血压根治
      Cures heart disease
      Cure asthma naturally
      Heilt Arthritis in 3 Tagen
      Guarisce l'artrite in 3 giorni
      Elimina el dolor de espalda
      Cura la gripe
      Lowers cholesterol
      Prevents Alzheimer's
      关节炎3天痊愈
      糖尿病が完治
      がん細胞を殺す
      面膜治疗湿疹
      Heilt alle Krankheiten
      Guérit toutes les maladies
      Cura todas las enfermedades
      Cura todas as doenças
      Cura tutte le malattie
      Cures all diseases
      所有疾病都能治
      모든 질병 치료
      すべての病気が治る`,
    passed: `
      ยาแก้ภูมิแพ้
      Addio freddo
      血糖管理手册
      殺虫剤
      がん具
      肝炎ワクチン
      Fim de semana
      побег от рутины`,
  },
});
