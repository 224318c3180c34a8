import { absoluteClaim } from '../../../../src/stages/judge/absolute-claim.js';
import { ruleTable } from './rule-table.js';

ruleTable(absoluteClaim, {
  english: {
    flagged: `
      The world's most comfortable shoe
      World's softest shirt
      lowest price in the world
      The lightest jacket on the market
      Europe's leading skincare brand
      America's most trusted pillow
      The strongest glue on earth
      the only charger of its kind in the world
      No. 1 in Europe
      We are #1 in sales
      Voted number one
      NO.1
      #1 bestseller
      Finest chocolate in the world
      The smoothest espresso ever made
      Unmatched comfort
      Unrivalled quality
      100% effective
      Guaranteed results
      Lowest price guaranteed
      The planet's toughest phone case
      The softest blanket in the world for mom`,
    passed: `
      Size No. 1
      Item #1
      Part #1 of 3
      Filter no. 1
      World's Best Dad mug
      World's greatest grandma t-shirt
      World's best ever teacher
      100% safe packaging
      Unmatched socks
      Best before 12/2027
      Best served chilled
      Rest of the world
      A modest harvest
      World map poster
      Available worldwide
      Best friends necklace
      Our best price today
      Most popular colour
      Made in the USA
      Step #1: wash
      Honest ingredients in the right order
      Number 10 in the list
      First aid kit
      Chest of drawers
      100% cotton
      The only charger you need`,
  },
  german_dutch_nordic: {
    flagged: `
      Das beste Brot Deutschlands
      Die weichsten Socken der Welt
      Europas leichtester Koffer
      Der günstigste Preis auf dem Markt
      Weltmarktführer für Messer
      Nr. 1 in Deutschland
      Die Nummer 1 der Welt
      Deutschlands meistverkaufter Staubsauger
      Unschlagbare Preise
      100 % wirksam
      das haltbarste Leder aller Zeiten
      weltbester Kaffee
      De beste van Europa
      De zachtste trui ter wereld
      Nummer 1 van Nederland
      Världens bästa kaffe
      Sveriges godaste choklad
      Verdens beste sko
      bäst i världen
      maailman paras kahvi`,
    passed: `
      Filter Nr. 1
      Nr. 12
      Am besten gekühlt lagern
      100% garantiert biologisch
      Beste Mama der Welt Tasse
      Bester Opa der Welt
      Bester Chef der Welt
      Beste Qualität
      Die Liste der Welt
      Weltkarte an der Küste Europas
      Made in Germany
      Weltweiter Versand
      Kiste aus Holz
      Ersatzteil Nr. 1
      Schritt 1 von 3
      Het beste bewaren op een koele plek
      Nummer 10
      maat 1
      Bästa köp
      Liefste oma
      Größe 1
      Nyhet i världen av te
      Mindestens haltbar bis 12.2026`,
  },
  romance: {
    flagged: `
      le plus confortable du monde
      Le meilleur café de France
      La montre la plus légère du marché
      Numéro 1 en France
      La marque n°1 mondiale
      Qualité inégalée
      Le meilleur son du monde
      el más vendido del mundo
      El n.º 1 en España
      Las mejores zapatillas del mercado
      La crema más suave del planeta
      Número uno en ventas
      Precios imbatibles
      O mais vendido do Brasil
      Nº 1 do Brasil
      O melhor chocolate do mundo
      100% eficaz
      Il più buono d'Italia
      Il caffè migliore del mondo
      La borsa più leggera sul mercato
      Il numero uno in Italia
      Qualità imbattibile
      EL MAS COMODO DEL MUNDO`,
    passed: `
      Talla número 1
      N°5
      À consommer de préférence avant fin 2027
      Le meilleur papa du monde
      La mejor mamá del mundo
      Meilleur prix
      El mejor regalo para mamá
      mejor sabor
      Consumir preferentemente antes de
      Carte du monde
      Mapa do mundo
      Taglia numero 1 rossa
      Il più grande della confezione
      Livraison dans le monde entier
      Feito no Brasil
      Hecho en España
      Più morbido
      Plus doux pour la peau
      Tamanho 1
      Filtro nº 1
      Migliore nonna del mondo
      100% algodón
      100% coton
      Da consumarsi preferibilmente entro`,
  },
  slavic_turkish_greek: {
    flagged: `
      №1 в России
      № 1 в мире
      Номер 1 в мире
      Самая мягкая ткань в мире
      Лучшая цена на рынке
      Самый тёплый свитер на свете
      Непревзойденное качество
      Эффект 100%
      №1 в Україні
      найкращий у світі
      Найм'якший рушник у світі
      Najlepszy na świecie
      Najtańszy na rynku
      Nr 1 w Polsce
      nejlepší na světě
      Dünyanın en rahat ayakkabısı
      DÜNYANIN EN İYİ KAHVESİ
      Türkiye'nin bir numarası
      Το καλύτερο στον κόσμο
      Το καλυτερο στον κοσμο
      Νούμερο 1 στην Ελλάδα`,
    passed: `
      Набор №1
      Размер №1
      Комплект № 10
      Лучше употребить до 12.2026
      Лучший подарок
      Карта мира
      Самый большой размер в наборе
      Лучшая мама в мире
      Новинка
      Сделано в России
      Найкраща ціна
      Zestaw nr 1
      Najlepiej spożyć przed
      Mapa świata
      Największy rozmiar
      Najlepsza babcia na świecie
      Sada č. 1
      En yeni sezon
      Dünya haritası
      1 numara ayakkabı
      Μέγεθος 1
      Χάρτης του κόσμου
      Новая упаковка, прежнее качество`,
  },
  chinese: {
    flagged: `
      全国第一
      天下第一
      全网最低价
      销量第一
      世界第一品牌
      全球领先的技术
      行业第一
      中国第一品牌
      全國銷量冠軍
      亚洲最大的工厂
      史上最强
      独一无二
      遥遥领先
      最先进的技术
      国内首创
      品质最好
      100%有效
      最低价
      永久不变形
      全网独家唯一
      業界第一
      绝无仅有
      TOP级吸收
      没有谁家比它更强`,
    looked: `
      最便宜
      最好的面膜
      顶级
      最实惠的选择
      最好用的
      zui好用的
      世界级工艺`,
    passed: `
      万能充电器
      最低价格见详情
      最好冷藏保存
      最好在阴凉处保存
      最佳食用期 12个月
      最佳赏味期
      第一次使用
      第一步 清洗
      全国包邮
      全国通用
      世界地图
      世界冠军推荐的球拍
      国内发货
      最大承重 150kg
      最高温度 200°C
      最新款
      最后三天
      我的最爱
      行业标准
      中国制造
      全球首发
      人气款
      品质保证
      新品第一批
      销量10万+`,
  },
  japanese_korean: {
    flagged: `
      世界一快適な靴
      世界一の着心地
      日本一甘い
      日本一おいしいりんご
      人気No.1
      売上No.1
      満足度第1位
      業界最安値
      業界初
      世界最軽量
      楽天ランキング1位
      世界で一番柔らかい
      日本で最も売れている
      唯一無二の味
      絶対に痩せる
      ナンバーワン
      대한민국 1등
      No.1 브랜드
      세계 최고의 기술
      업계 최초
      국내 최저가
      판매 1위
      만족도 1위
      최저가 보장
      세계에서 가장 부드러운
      독보적인 기술력
      부동의 1위`,
    looked: `
      최고의 품질
      최고의 맛
      究極のパン`,
    passed: `
      世界一周クルーズ
      世界一覧
      日本一部地域を除く
      日本一周の旅
      世界に一つだけの贈り物
      最後の1点
      最高気温
      最大容量 2L
      賞味期限 2026.12
      業界標準
      世界遺産
      日本製
      日本初夏の味
      人気商品
      新商品 第1弾
      一番だし
      1位置調整
      최고 속도 120km
      최대 용량
      최고급 원단
      최상의 상태로 보관
      세계지도
      국내산
      국내 배송
      1등급 한우
      인기 상품
      한국어 설명서
      최신 모델`,
  },
  south_and_west_asia: {
    flagged: `
      ดีที่สุดในโลก
      นุ่มที่สุดในประเทศ
      อันดับ 1
      แบรนด์เบอร์ 1
      เบอร์ 1 ในไทย
      เห็นผล 100%
      เจ้าแรกในไทย
      Tốt nhất thế giới
      Rẻ nhất Việt Nam
      Số 1 Việt Nam
      Bán chạy nhất thị trường
      Terbaik di dunia
      Termurah se-Indonesia
      Nomor 1 di Indonesia
      Paling nyaman di dunia
      दुनिया का सबसे अच्छा
      भारत का नंबर 1
      दुनिया में सबसे मुलायम
      الأفضل في العالم
      أفضل قهوة في العالم
      رقم ١ في مصر
      الأرخص في السوق
      הטוב ביותר בעולם`,
    passed: `
      เบอร์ 1 สีแดง
      ใหม่ล่าสุด
      แผนที่โลก
      สินค้าขายดี
      ไซส์ 1
      ส่งฟรีทั่วไทย
      ที่สุดของวันหยุด
      hàng Nhật
      Trang phục Nhật Việt Nam
      Hàng Việt Nam
      Mẫu số 1
      Giá tốt
      Terbaru 2024
      Peta dunia
      Nomor 1 merah
      Buatan Indonesia
      सबसे नया
      नंबर 10
      भारत में बना
      اول مرة
      رقم 1 احمر
      خريطة العالم
      صنع في مصر
      מפת העולם`,
  },
  many_languages: {
    raised: `
      Voted best coffee in Britain
      Best-selling brand in Germany
      World's No.1
      World no. 1
      #1 in the world
      Number 1 brand
      best on earth
      Bestes Öl der Welt
      die sicherste Wahl auf dem Markt
      Beste Qualität weltweit
      Le n° 1 des ventes
      Meilleur rapport qualité-prix du marché
      le moins cher de France
      La mejor calidad del mercado
      Lo mejor del mundo
      Los más baratos de España
      Líder mundial
      A melhor do mundo
      o mais barato do Brasil
      Melhor preço do Brasil
      Il più venduto in Italia
      Il miglior prezzo d'Italia
      世界最高品質
      世界最高のコーヒー
      国内No.1
      業界トップ
      売れ筋No.1
      世界で最高の
      全球第一
      中国最好的
      全国最低价
      全网销量第一
      全网第一
      世界上最好的
      史上最低价
      行业领先
      国内领先
      宇宙最强
      最佳选择
      顶级品质
      NO.1品牌
      TOP1
      세계에서 제일 좋은
      세계 1위 브랜드
      국내 1위
      대한민국 최고
      최고의 선택
      Лучшее в мире
      Самые низкие цены в России
      Бренд №1
      Номер 1 на рынке
      Najlepsza jakość na rynku
      Numer 1 w Europie
      Dünyada 1 numara
      Terbaik se-Asia
      nomor satu di dunia
      ดีที่สุดในไทย
      ถูกที่สุดในประเทศไทย
      อันดับหนึ่งในเอเชีย
      Số một thế giới
      Chất lượng tốt nhất thị trường
      Giá rẻ nhất Việt Nam
      विश्व में नंबर 1
      सबसे सस्ता भारत में
      الأقوى عالميا
      الأول عالميا
      أفضل منتج في العالم
      The best in the world
      The cheapest in the world
      The finest leather on the planet
      No. 1 in the world
      The number one shoe in the world
      World's number one
      Los mejores del mundo
      El mejor precio del mundo
      Las mejores frutas del mundo
      Die Besten der Welt
      Der beste Preis der Welt
      Der beste Kaffee Europas
      Les meilleurs du monde
      Les meilleures poires du monde
      Le meilleur de France
      I più buoni del mondo
      Os melhores do mundo
      O melhor abacate do mundo
      日本一の品質
      世界No.1
      世界一美味しい
      世界一のりんご
      日本最高
      세계 최고
      세계 1위
      국내 최고
      한국 최고의 맛
      全国最好
      全网最便宜
      全球最佳
      世界第一
      全国销量第一
      行业第一品牌
      No.1 worldwide
      best price in the universe
      most advanced in the world
      greatest of all time
      the very best in the country`,
    passed: `
      品质保证，最后三天
      质量问题包退，最终解释权归商家
      中国冠军球拍
      体育课是世界冠军教的
      zuiderzee
      全国最美校园之一
      World cup
      Worldwide shipping`,
  },
});
