import { externalUrl } from '../../../../src/stages/judge/external-url.js';
import { ruleTable } from './rule-table.js';

ruleTable(externalUrl, {
  whole_addresses: {
    flagged: `
      https://shop.example/a?b=1
      http : // shop.de
      www.lumiko-schuhe.example
      WWW.BRAND.DE
      www lumiko example
      Order at shop.sunvale.example
      visit brand.com today
      Lumiko.Com
      hm.com
      x.com/shop
      vk.com/club1
      amzn.to/3xY
      t.me/dealsdaily
      wa.me/5511912345678
      bit.ly/3xYz12
      youtu.be/x
      linktr.ee/abc
      tiktok.com/@x
      163.com
      go to myshop.store
      shop.brand.co.uk
      lumiko.co.jp/a
      lumiko.io
      shop.lumiko.me
      brand.ai/x
      xn--80ak6aa92e.com
      brand.com.`,
    passed: `
      Beautiful.No filter
      Hello.My name
      comfort.in every step
      made in Italy.It is
      Hot.in summer
      Light.at night
      great.So good
      Sale.Up to
      Ready.To wear
      Shirt.Shop now
      Soft.Light.Cool
      Fresh.Crisp.Green
      smart.tv
      Android.tv box
      Node.js
      ASP.NET
      index.html
      photo.zip
      co.ltd
      e.g. shoes
      a.m. to p.m.
      U.S. size
      12.99
      1.5 L
      5.kg
      30.cm
      v2.0
      No.5
      vol. 2
      approx. 5 cm
      10.000
      3.in 1
      sales@shop.example
      Mr.Clean`,
  },
  european: {
    flagged: `
      Mehr auf hofladen.de
      hofladen.de und mehr
      HOFLADEN.DE
      tienda-online.es
      mi-tienda.es ahora
      Visita tienda.es
      café-lune.fr
      maison-belval.fr
      loja.com.br
      Acesse loja.pt
      lumiko.it
      orto-bianco.it
      Vai su ortobianco.it
      winkel.nl
      sklep.pl
      butik.se
      магазин-обуви.рф
      магазин.рф
      obuv.ru
      kauppa.fi
      magazin.com.tr
      eshop.gr`,
    passed: `
      Super.So weich
      Art.Nr 123
      inkl.MwSt
      ca.5 kg
      z.B. rot
      d.h. so
      Dr.Ing
      Nr.5
      usw. und mehr
      crema.de manos
      Pack.de 3
      Fácil.es lavable
      camisa.em algodão
      Qualidade.e conforto
      S.p.A.
      St. Moritz
      St.Moritz
      Dr. Martens
      Bonito.Se lava a mano
      Morbido.Si lava
      Größe M.Farbe rot
      Мягкий.На каждый день`,
  },
  asian: {
    flagged: `
      店铺.com
      请访问lumiko.com购买
      官网：qinghe.cn
      登录shop.qinghe.com领券
      qinghe.com.cn
      ほげ.jp
      詳しくはhinata.co.jpで
      hinata.jp
      サイトはhinata.comから
      하루결.com
      haru.co.kr
      홈페이지 haru.kr
      ร้าน sunvale.co.th
      lumiko.vn
      toko.co.id
      brand.in.th
      lumiko.com.tw`,
    passed: `
      3.5折
      2.0版
      最好冷藏保存
      第1.2条
      1.5升装
      价格9.9元
      No.1品牌
      Ver.2.0対応
      2.5倍
      1.5リットル
      2.5배
      1.5리터
      3.5นิ้ว
      A.B.C三款
      size M.L.XL`,
  },
  spelled_out: {
    flagged: `
      lumiko dot com
      lumiko . com
      lumiko[.]com
      lumiko (dot) com
      lumiko punto com
      lumiko ponto com
      lumiko Punkt de
      lumiko point com
      lumiko точка ру
      sunvale dot co.uk
      visit sunvale dot shop`,
    looked: `
      ルミコドットコム
      루미코닷컴`,
    passed: `
      polka dot net dress
      the dot com boom
      polka dot shop
      Size M. Com
      Very soft. Com bolso
      a point com
      connect the dot
      Punto de venta
      Point de vente
      red dot award
      Dot print dress`,
  },
  many_languages: {
    raised: `
      Visit us at lumiko.store
      Shop now: lumiko-shop.com
      lumiko.shop/sale
      LUMIKO.COM
      Www.Lumiko.Com
      www.lumiko.fr
      w w w . lumiko . com
      https//lumiko.com
      lumiko.eu
      jetzt auf lumiko.de
      auf www.lumiko.de bestellen
      Compra en lumiko.mx
      lumiko.com.mx
      achetez sur lumiko.fr
      acquista su lumiko.it
      lumiko.com/it
      更多访问 www.qinghe.example
      淘宝搜 qinghe.taobao.com
      公式サイト hinata.example
      hinata-shop.jp
      haru.example
      haru-shop.co.kr
      заказ на lumiko.ru
      lumiko.рф
      sklep.lumiko.pl
      lumiko.bio
      lumiko.link
      lumiko.my.id
      lumiko.co.in
      lumiko.ae
      lumiko.com.sa
      lumiko.us
      lumiko.co
      lumiko.app/get
      shop.app
      discord.gg/abc
      fb.me/lumiko
      m.me/lumiko
      instagram.com/lumiko
      u.jd.com/abc`,
    passed: `
      Made with love.in cotton
      size.xl
      Fits all.me
      Baumwolle.de luxe
      com.fort
      e.V.
      5.in
      Nr.1`,
  },
});
