import { describe } from '@jest/globals';
import { contactInfo } from '../../../../src/stages/judge/contact-info.js';
import { ruleTable } from './rule-table.js';

ruleTable(contactInfo, {
  english: {
    flagged: `
      Call +49 151 23456789
      Call 555-0199 today
      Call us: 1-800-555-0199
      Text us at 020 7946 0018
      Phone: (212) 555-0187
      Order by phone 0161 496 0000
      212.555.0187
      +44 20 7946 0018
      0044 20 7946 0018
      Message us on WhatsApp
      WhatsApp: +1 415 555 2671
      Order via Telegram
      Telegram: @bestdeals
      tg @shop
      Instagram @sunvale
      IG: sunvale_shop
      DM us on Instagram
      Join our WhatsApp group
      sales@shop.example
      info [at] shop [dot] de
      sunvale at gmail dot com
      Snapchat: sunvale99
      wechat id: shop99
      Discord ID haru99`,
    looked: `
      WhatsApp
      9876543210`,
    passed: `
      Label 36 38 40 42
      Earring 8 10 12 14
      for iPhone 12 13 14 15 16
      telegram style dress
      Smartwatch with WhatsApp notifications
      VX2000 pump
      wx200
      VX 2000
      Call for papers
      Phone case 11 12 13 14
      Mobile stand 100 120 140
      Model 555-0134-B2
      EAN 4006381333931
      4006381333931
      ISBN 978-3-16-148410-0
      Item no. 1234567
      Order no. 1234567890
      SKU 0123456789
      $1,299.00
      1 000 000
      12.12.2026 - 24.12.2026
      Sizes 0-3 3-6 6-12 12-18
      Ring 50 52 54 56 58
      20000 mAh 5000 mAh
      192.168.0.1
      9.00-18.00
      Straight line design
      Line: classic
      LINE friends keyring
      signal red
      Instagram-worthy cake
      Made in Italy at home
      2024/2025
      55x75x90
      Ten pieces @ 5 each`,
  },
  german_dutch_nordic: {
    flagged: `
      Rufen Sie an: 0800 555 0134
      Kontakt: 030 123456
      Bestellung unter 0800 555014
      Telefon 0221/1234567
      Hotline: 0180 555 0134
      0800 555 0134 anrufen
      Tel.: 030-1234567
      Handy 0151 23456789
      +43 1 58858 0
      Schreib uns auf WhatsApp
      Schreiben Sie uns per WhatsApp
      info(at)shop.de
      Bel ons: 020 123 4567
      Stuur ons een bericht via WhatsApp
      Ring 08-123 456 78
      kontakt@laden.example`,
    raised: `
      0151-23456789
      0211 1234567`,
    passed: `
      Mantel 36 38 40 42
      Gürtel 80 85 90 95 cm
      Kakaopulver 500 g
      KAKAO bio
      Kakao 70 % Edelbitter
      Größe 98 104 110 116 122
      Art.-Nr. 1234567
      Bestellnr. 0800123456
      Modell 0151234567
      seit 1898
      1898 - 1998
      2 für 1
      12 x 250 ml
      24.12.2025
      01.02.2026
      Telefonhülle 12 13 14
      Handyhülle iPhone 11 12 13 14
      1.299.000
      Maße 100/110/120
      Kontaktlinsen 8 10 12
      Ringe 16 17 18 19
      Telegramm-Optik
      maat 36 38 40 42
      storlek 34 36 38 40`,
  },
  romance: {
    flagged: `
      Appelez-nous au 0 800 555 014
      Appelez le 06 12 34 56 78
      06.12.34.56.78
      Téléphone : 01 23 45 67 89
      Écrivez-nous sur WhatsApp
      Commandez au 04 91 12 34 56
      Llámenos al 900 555 014
      Llama al +34 000 555 014
      Pedidos al 600 555 014
      Escríbenos por WhatsApp
      info arroba tienda punto com
      Contacto: 55 1234 5678
      Ligue (11) 98765-4321
      (11) 98765 4321
      chama no zap
      Fale conosco: 0800 123 4567
      Chame no WhatsApp (21) 98888-7777
      Chiamaci al 800 123 456
      Telefono 02 1234567
      Scrivici su WhatsApp
      Contattaci su Telegram
      ventas@tienda.example`,
    passed: `
      Anillo 12 14 16 18
      Ceinture 85 90 95 100 105
      Taille 36 38 40 42
      Talla 34 36 38 40 42
      Taglia 38 40 42 44
      Tamanho 36 38 40 42
      Numero 36 37 38 39 40
      Réf. 0612345678
      Código 9876543210
      Codice articolo 0212345678
      Precio 1.299.000
      R$ 1.299,00
      Línea de productos
      Funda para móvil 12 13 14
      Coque téléphone 11 12 13 14
      Contactless
      Cacao 70 %
      20-12-2026
      1080p 60fps
      Vestido estilo telegrama
      Relógio com notificações do WhatsApp
      3 por 2
      Prix 1 299 000 €`,
  },
  slavic_turkish_greek: {
    flagged: `
      8-800-555-35-35
      89161234567
      Звоните 8 (495) 123-45-67
      Тел. 8 916 123 45 67
      +7 916 123-45-67
      Пишите в телеграм
      Напишите нам в вотсап
      Телеграм: @haru_shop
      Закажите по телефону 495 123 45 67
      Связь: 8(800)555-35-35
      Телефонуйте 044 123 45 67
      Zadzwoń 501 234 567
      tel. 22 123 45 67
      Napisz na WhatsApp
      Hemen ara 0532 123 45 67
      İletişim: 0212 123 45 67
      WhatsApp 0532 123 45 67
      Τηλ. 210 123 4567
      Καλέστε 2101234567`,
    passed: `
      Размер 36 38 40 42
      Размеры 110 116 122 128
      Чехол для телефона 11 12 13
      Артикул 89161234567
      Телефонный кабель
      Кабель 8 800 мм
      Цена 1 299 000
      8 800 mAh
      2024-2026
      12.05.2026
      Часы с уведомлениями телеграм
      Какао 500 г
      Rozmiar 36 38 40 42
      Kod 501234567
      rozmiary 80 85 90 95
      Telefon kılıfı 12 13 14
      Beden 36 38 40 42
      1.299.000 TL
      Ürün kodu 0532123456
      Μέγεθος 36 38 40 42`,
  },
  chinese: {
    flagged: `
      电话 13800138000
      13800138000
      138 0013 8000
      400-820-8820
      联系电话：010-88886666
      致电 021-12345678
      客服热线 4008208820
      加微信 shop_8899
      加我微信领券
      微信号：beauty2020
      VX: abc12345
      vx abc12345
      加V 领优惠
      薇❤: id_demo
      薇❤️: qinghe8
      V❤ qinghe88
      加Q 123456
      QQ群 123456789
      QQ：12345678
      微信同号 13800138000
      扫码加微信
      添加客服微信
      私信加V
      微信咨询`,
    passed: `
      支持微信支付
      支持微信消息提醒
      微信小程序
      微信红包
      微信扫码支付
      QQ糖
      QQ弹弹
      电话手表
      手机壳 iPhone 12 13 14
      手机支架 100 120 140
      型号 13800138
      条形码 6901234567892
      6901234567892
      批号 20240105123
      货号 20231105
      执行标准 GB/T 22796-2021
      净含量 500g
      尺码 36 38 40 42
      ¥1,980
      2024-11-03
      最好冷藏保存
      加厚保暖
      加V领设计
      V领毛衣
      薇薇同款
      售后无忧
      1000000000元`,
  },
  japanese_korean: {
    flagged: `
      お電話は 0120-555-014
      フリーダイヤル 0120-555-014
      お電話は03-1234-5678まで
      090-1234-5678
      お問い合わせ 06-1234-5678
      公式LINE
      LINE: hinata_demo
      LINE ID: tokyo_shop
      LINEで友だち追加
      ライン登録はこちら
      インスタDM
      Instagram：@hinata_shop
      01012345678
      010.1234.5678
      010-1234-5678
      연락처 010-1234-5678
      문의 02)123-4567
      대표번호 1588-1234
      라인 ID haru
      텔레그램 @haru
      카톡 ID: haru_demo
      카톡 문의 주세요
      오픈채팅 문의
      KakaoTalk: brandshop
      인스타 @haru.shop`,
    looked: `
      1588-1234
      카톡`,
    passed: `
      型番: 12345678
      品番 03-1234-5678
      3,480円
      サイズ 36 38 40 42
      S 80 85 90 95
      ライン入りスカート
      Aライン ワンピース
      LINE通知対応スマートウォッチ
      電話ケース
      2026.12.01
      4901234567894
      JAN 4901234567894
      送料 500円
      1800-1850
      전화 케이스
      29,900원
      A라인 스커트
      슬림 라인 원피스
      사이즈 85 90 95 100
      품번 01012345678
      2024-2025
      카카오 70%
      카카오 함량 500 g
      사업자등록번호 1234567890
      인스타 감성 조명`,
  },
  south_and_west_asia: {
    flagged: `
      โทร 081-234-5678
      โทร ๐๘๑-๒๓๔-๕๖๗๘
      ไลน์ไอดี: x
      ไลน์: @sunvale
      แอดไลน์
      ทักไลน์
      ติดต่อ 02 123 4567
      Gọi ngay 0901 234 567
      Liên hệ zalo 0901234567
      Hotline 1900 1234
      Hubungi 0812-3456-7890
      WA 081234567890
      Pesan lewat WhatsApp
      कॉल करें 98765 43210
      संपर्क: ९८७६५ ४३२१०
      व्हाट्सएप: 9876543210
      اتصل بنا ٠٥٠١٢٣٤٥٦٧
      واتساب: +966 50 123 4567
      تواصل معنا على واتساب
      للطلب 0501234567
      +971 50 123 4567
      התקשרו 03-1234567`,
    passed: `
      ไซส์ 36 38 40 42
      รหัสสินค้า 0812345678
      ไลน์ผลิต
      ราคา 1,290
      59 บาท
      size 36 38 40 42
      Mã 0901234567 giảm 10%
      Giá 1.299.000
      Ukuran 36 38 40 42
      Rp 1.299.000
      kode 081234567
      साइज 36 38 40 42
      ₹1,299
      मोबाइल कवर 12 13 14
      مقاس ٣٦ ٣٨ ٤٠ ٤٢
      السعر 1299
      غطاء هاتف 12 13 14
      2026/12/01
      מידה 36 38 40 42
      כיסוי לטלפון 12 13 14`,
  },
  many_languages: {
    raised: `
      Contact us: +1 (555) 010-9999
      Reach out on WhatsApp 07700 900123
      Tel 0171 555 0134
      Ruf an 0171 5550134
      Bestell-Hotline 0800-1234567
      SMS an 0160 1234567
      Appelle le 0612345678
      Contactez-moi: 07 12 34 56 78
      Para pedidos 555 014 014
      WhatsApp 600 123 456
      Escríbeme al 612345678
      Zap: 11 98765-4321
      zap (11) 98765-4321
      Chame no zap 11987654321
      Add me on wechat: lumiko88
      加薇 lumiko88
      微信lumiko88
      V信 lumiko88
      wx:lumiko88
      +V lumiko88
      ➕V：lumiko88
      扣扣 123456
      LINE公式アカウント
      LINE追加で10%OFF
      お電話ください 03-5555-0134
      TEL:03-5555-0134
      📞 010-5555-0134
      ☎ 02-555-0134
      카카오톡 채널 추가
      인스타 dm 문의
      Zalo: 0901 234 567
      Ib zalo
      ĐT: 0901.234.567
      SĐT 0901234567
      WA: 0812 3456 7890
      โทร.0812345678
      Line: @sunvale
      LINE @sunvale
      add line sunvale01
      Пишите в директ
      Ватсап 8 916 123 45 67
      тг: @haru
      звоните: 223-45-67
      واتس 0501234567
      +20 100 123 4567
      कॉल करें: 1800-123-4567
      order at order@lumiko.shop
      mail ons: info@lumiko.nl
      E-Mail: info (ät) lumiko (punkt) de
      Call now! 0800 1111 222
      Tel. (030) 555 0134
      Tel: 030/555 01 34
      Call: 000-555-0134
      Dial 1800 555 014
      Para más info: +52 55 5555 0134
      Teléfono: 91 555 01 34
      聯絡電話 02-5555-0134
      手机 138-0013-8000
      連絡先：080-5555-0134
      전화주문 031-555-0134
      Llámame al 555-0134
      Ligue já 0800-555-0134
      Chiama 06 555 0134
      Appelez 01.55.50.13.40
      微信号 lumiko_demo
      私聊加微
      加v：lumiko_demo_3
      Instagram: @lumiko_demo
      Follow us on IG @lumiko
      WhatsApp us!
      Text LUMIKO to 555-0134
      LINEはこちら @hinata_demo
      ＬＩＮＥ　ＩＤ：ｈｉｎａｔａ
      카톡: haru_demo
      카카오톡 아이디 haru_demo
      k톡 haru_demo
      WeChat：qinghe_demo
      WECHAT qinghe_demo
      VX：qinghe_demo_8
      威信：qinghe_demo
      QQ 1234567890`,
    passed: `
      line number of the last row
      Line XR200
      ig = 5 cm
      Signal 500x horn
      k 톡톡 튀는 색상
      Text: 100 120 140
      Zapatos 36 37 38 39`,
  },
});

describe('knows the numbers of the countries that a video speaks to', () => {
  ruleTable(contactInfo, { germany: { flagged: '030 901820\n089 1234567\n015123456789', passed: '012345\n0000000000\nArt. 0301234567' } }, { regions: ['DE'] });
  ruleTable(contactInfo, { korea: { flagged: '1588-1234\n0212345678', passed: '1588-1600' } }, { regions: ['KR'] });
});
