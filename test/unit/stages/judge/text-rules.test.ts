import { describe, expect, it } from '@jest/globals';
import { absoluteClaim } from '../../../../src/stages/judge/absolute-claim.js';
import { contactInfo } from '../../../../src/stages/judge/contact-info.js';
import { externalUrl } from '../../../../src/stages/judge/external-url.js';
import type { TextRule } from '../../../../src/stages/judge/finding.js';
import { medicalClaim } from '../../../../src/stages/judge/medical-claim.js';

/** The judge drops findings below this. */
const LEAST = 0.5;
const surest = (rule: TextRule, text: string): number => Math.max(0, ...rule(text).map((finding) => finding.confidence));

const CASES: Readonly<Record<string, { readonly rule: TextRule; readonly caught: readonly string[]; readonly passed: readonly string[] }>> = {
  'contact-info': {
    rule: contactInfo,
    caught: [
      'Call +49 151 23456789', 'Llama al +34 600 555 014', 'Tel: 030 1234567', 'Call 555-0199 today', '(212) 555-0187', 'Call us: 1-800-555-0199', '电话 13800138000', '400-820-8820',
      'お電話は03-1234-5678まで', '연락처 010-1234-5678', 'Ligue (11) 98765-4321', 'Звоните 8 (495) 123-45-67', 'Appelez le 06 12 34 56 78', '加微信 shop_8899', '微信号：beauty2020', 'VX: abc12345', '加V 领优惠',
      '加我微信领券', '카톡 ID: shop_kr', '카톡 문의 주세요', 'LINE ID: tokyo_shop', 'LINEで友だち追加', 'WhatsApp +55 11 91234-5678', 'Message us on WhatsApp', 'Telegram: @bestdeals', 'Пишите в телеграм',
      'mail: sales@shop.example', 'Scrivici su WhatsApp', 'KakaoTalk: brandshop', 'QQ群 123456789',
    ],
    passed: [
      'Best before 12/2027', '2024-11-03', '30 x 40 cm', '$1,299.00', 'No. 5', 'EAN 4006381333931', 'Art.-Nr. 1234567', '100% cotton', '500 g', 'Size 42-46', '支持微信支付', '最好冷藏保存', '24.99', 'Model 555-0134-B2',
      'Online only', 'line of products', 'Straight line design', 'signal red', '12V 2A', 'seit 1898', '型番: 12345678', 'ISBN 978-3-16-148410-0', '2 für 1', '1080p 60fps', 'Call for papers', '전화 케이스', 'Phone case', '¥1,980', '29,900원', '货号 20231105',
    ],
  },
  'external-url': {
    rule: externalUrl,
    caught: [
      'www.lumiko-schuhe.example', 'https://shop.example/a?b=1', 'Order at shop.sunvale.example', 'visit brand.com today', 'bit.ly/3xYz12', 't.me/dealsdaily', 'www lumiko example', 'tienda-online.es', 'loja.com.br', 'магазин-обуви.рф', 'WWW.BRAND.DE', 'wa.me/5511912345678',
      'go to myshop.store', 'shop.brand.co.uk',
    ],
    passed: ['Node.js', '1.5 L', '12.99', 'e.g. shoes', 'Dr. Martens', 'No.5', 'S.p.A.', 'vol. 2', 'Fresh.Crisp.Green', '3.5mm jack', 'Size M. Colour red.', 'St. Moritz', 'v2.0', 'approx. 5 cm', '10.000', 'usw. und mehr', 'sales@shop.example', 'a.m. to p.m.'],
  },
  'absolute-claim': {
    rule: absoluteClaim,
    caught: [
      "The world's best coffee", 'The best shoes in the world', 'No. 1 brand in Europe', 'Number one choice', '#1 bestseller', 'Unbeatable quality', '100% guaranteed results', 'Die besten Schuhe der Welt', 'Nummer 1 in Deutschland', 'Weltbeste Qualität',
      'Le meilleur du monde', 'Numéro 1 en France', 'El mejor del mundo', 'Número uno en ventas', 'Il migliore al mondo', 'I migliori del mondo', 'O melhor do Brasil', 'Número 1 do mundo', '全国第一', '世界第一品牌', '全网最低价', '销量第一', '独一无二', '最好的面膜', '世界一の着心地',
      '日本一おいしい', '業界No.1', '顧客満足度No.1', '세계 최고의 품질', '업계 1위', '최저가 보장', 'Лучший в мире кофе', 'Номер один в России', 'De beste ter wereld', 'ดีที่สุดในโลก', 'อันดับ 1',
    ],
    passed: [
      'Best before 12/2027', 'Am besten gekühlt lagern', '最好冷藏保存', '最佳食用期 12个月', 'À consommer de préférence avant fin 2027', 'Consumir preferentemente antes de', 'No. 5', 'N°5', 'Nr. 12', 'best served chilled', 'Mindestens haltbar bis 12.2026',
      '賞味期限 2026.12', 'Лучше употребить до', 'Da consumarsi preferibilmente entro', 'Size 1', '1 kg', '#12', '100% cotton', '100% juice', '100%棉', '최상의 상태로 보관', 'New arrival', 'Special offer today', '第一次使用', 'first edition', 'Our bestseller', 'Room No. 10', 'good quality',
    ],
  },
  'medical-claim': {
    rule: medicalClaim,
    caught: [
      '100% cure for diabetes', 'Cures arthritis in 3 days', 'Heals cancer naturally', 'treats high blood pressure', 'Diabetes cured!', 'Heilt Krebs', 'hilft gegen Bluthochdruck', 'Guérit le diabète', "Soigne l'arthrose", 'Cura 100% do câncer', 'Cura el cáncer', 'Elimina la artritis',
      'Guarisce il diabete', 'cura contro il tumore', 'Trata a ansiedade e depressão', 'лечит диабет', 'Вылечит артрит за 3 дня', '根治高血压', '治疗糖尿病', '包治百病', '抗癌防癌', '糖尿病が治る', '高血圧を改善', '암을 완치', '당뇨병 치료', 'รักษามะเร็ง', 'Geneest reuma', 'lowers blood pressure',
    ],
    passed: [
      'Dog treats with chicken', 'Skin care cream', 'hair treatment mask', 'fresh ginger', 'First aid kit', 'Blood pressure monitor', 'Diabetic socks', 'This product is not intended to diagnose, treat, cure or prevent any disease', 'vitamin C', 'healthy snack', 'sugar free',
      'Haarpflege', 'Kein Zucker', 'con zucchero', 'naturalmente dolce', 'cured ham', 'Cura dei capelli', 'curcuma', 'cura della pelle', 'soin du visage', '血压计', '血圧計', '혈압계', '健康食品', 'крем для рук', 'sun protection', 'best for hypertrophy training', 'tratamento capilar', 'anti slip sole',
    ],
  },
};

describe.each(Object.entries(CASES))('%s', (_, { rule, caught, passed }) => {
  it.each(caught)('catches: %s', (text) => {
    expect(surest(rule, text)).toBeGreaterThanOrEqual(LEAST);
  });

  it.each(passed)('passes: %s', (text) => {
    expect({ text, findings: rule(text).filter((finding) => finding.confidence >= LEAST) }).toEqual({ text, findings: [] });
  });

  it('stays fast and quiet on long hostile text', () => {
    const started = process.hrtime.bigint();
    for (const text of ['+'.repeat(50_000), '1 '.repeat(25_000), 'cure '.repeat(10_000), 'a.'.repeat(25_000), '最'.repeat(50_000), 'www.'.repeat(12_000)]) rule(text);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(8000);
  });
});
