/**
 * How a language with spaces promises a cure, in folded words. A cure with an illness is a claim; easing one is a milder
 * claim, and only of a grave illness or a common one, never of looks (hair, pimples: what cosmetics may say).
 */
export interface CureWords {
  /** To cure, heal, treat. */
  readonly cure: string;
  /** To relieve, prevent, lower: words that need no more than the illness behind them. */
  readonly ease: string;
  /** Illnesses that no goods may promise to cure or to ease. */
  readonly grave: string;
  /** Common complaints. */
  readonly common: string;
  /** Only to cure is a claim: of looks, and of parts of the body. */
  readonly looks: string;
  /** Said after the illness: "Krebs vorbeugen", "diabetes cured". */
  readonly after?: string;
}

const SHARED_GRAVE = 'cancer|diabet(?:es|e|i)|asthma|alzheimer(?:\'?s)?|covid(?:-?19)?|hepatitis|hiv|aids|parkinson(?:\'?s)?';

export const SPACED: readonly CureWords[] = [
  {
    cure: "cures?|cured|curing|heals?|healed|healing|treats?|treating|treatment (?:for|of)|reverses?|reversing|eliminates?|gets? rid of|eradicates?|(?:a |the )?remedy (?:for|against)|kills?|destroys?|say (?:good)?bye to|ends?|banish(?:es)?|no more",
    ease: 'prevents?|preventing|fights?|relieves?|relieving|lowers?|lowering|reduces?|reducing|stops?|beats?|combats?|controls?|alleviates?|protects? (?:you )?(?:from|against)|works against|helps? (?:with|against)|effective (?:for|against)|good for',
    grave: `${SHARED_GRAVE}|cancer cells?|tumou?rs?|arthritis|hypertension|(?:high )?blood pressure|(?:high )?blood sugar|cholesterol|depression|dementia|coronavirus|heart (?:disease|attacks?|failure)|strokes?(?! engine)|epilepsy|autism|kidney (?:disease|stones?|failure)|ulcers?|rheumatism|gout|impotence|infertility|erectile dysfunction|osteoporosis|leuk(?:a)?emia|(?:all |any |chronic |every )?(?:diseases?|illness(?:es)?)`,
    common: 'colds|(?:common|a|the|your|any) cold|flu|influenza|migraines?|insomnia|anxiety|eczema|psoriasis|infections?|h(?:a)?emorrhoids|varicose veins|allerg(?:y|ies)|bronchitis|obesity|tinnitus|constipation',
    looks: 'acne|hair loss|baldness|(?:joint|back|knee|chronic|neck|nerve) pain|dandruff|headaches?|cataracts?|myopia|warts?|toe ?nail fungus|scoliosis',
    after: 'cured|cure|healed|be gone|treatment',
  },
  {
    cure: 'heilt|heilen|geheilt|heilung (?:von|bei)|kuriert|behandelt|beseitigt|(?:heil)?mittel gegen|befreit von|besiegt|schluss mit|nie wieder',
    ease: 'lindert|hilft (?:bei|gegen)|wirkt gegen|wirksam gegen|gut gegen|senkt|beugt|bekampft|schutzt vor|verhindert|gegen|vorbeugung gegen',
    grave: `${SHARED_GRAVE}|krebs(?:zellen)?|tumore?n?|zuckerkrankheit|arthritis|arthrose|bluthochdruck|(?:den )?blutdruck|blutzucker(?:spiegel)?|cholesterin(?:spiegel)?|depressionen?|demenz|herzinfarkt|herzkrankheiten|schlaganfall|epilepsie|gicht|rheuma|osteoporose|impotenz|(?:alle )?krankheit(?:en)?`,
    common: 'erkaltung(?:en)?|grippe|husten|migrane|neurodermitis|schuppenflechte|schlaflosigkeit|infektion(?:en)?|hamorrhoiden|krampfadern|allergien?|bronchitis|tinnitus|verstopfung|angstzustande',
    looks: 'akne|haarausfall|(?:gelenk|rucken|knie|kopf|nerven)schmerzen|warzen|nagelpilz|gelenke',
    after: 'vorbeugen|heilen|lindern|bekampfen|senken|behandeln|besiegen|geheilt|heilbar',
  },
  {
    cure: "guerit|guerir|guerissent|guerison (?:du|de la|de l'|des)|soigne|soigner|traite|traiter|elimine|remede (?:contre|pour)|fini|adieu",
    ease: "previent|prevenir|soulage|soulager|combat|combattre|contre|reduit|reduire|fait baisser|baisse|protege (?:de|du|contre)|lutte contre|efficace contre",
    grave: `${SHARED_GRAVE}|cancers?|tumeurs?|diabete|arthrite|arthrose|asthme|hypertension|tension(?: arterielle)?(?! (?:du|de|des|d'|sur))|cholesterol|depression|epilepsie|rhumatismes?|hepatite|maladies? (?:cardiaques?|chroniques?|graves?)|(?:toutes les )?maladies|avc|impuissance`,
    common: "grippe|rhumes?|migraines?|eczema|psoriasis|insomnies?|infections?|hemorroides|varices|allergies?|anxiete|obesite|constipation|bronchite|toux",
    looks: "acne|chute de cheveux|mal de (?:dos|tete|gorge)|maux de (?:dos|tete)|douleurs? (?:articulaires?|dorsales?|chroniques?)|verrues?",
  },
  {
    cure: 'curan?|curar|cura (?:para|de|contra)|sana (?:el|la|los|las|tu)|tratan?|tratamiento (?:para|de|contra|del)|eliminan?|remedio (?:para|contra)|adios(?: a| al)?|acaba con',
    ease: 'previenen?|prevenir|alivian?|aliviar|combaten?|contra|reducen?|baja(?:r|n)?|protege (?:de|contra|del)|controla|bueno para|ayuda (?:con|contra|a combatir)',
    grave: `${SHARED_GRAVE}|canceres|tumor(?:es)?|artritis|artrosis|asma|hipertension|presion (?:alta|arterial)|colesterol|depresion|gota(?= (?:y|e)\\b|[.!]|$)|reuma|enfermedades?(?: \\p{L}+)?|azucar en (?:la )?sangre|impotencia|ulceras?|epilepsia|cancro|tumores`,
    common: 'gripe|resfriados?|migranas?|eczema|psoriasis|insomnio|infeccion(?:es)?|hemorroides|varices|alergias?|ansiedad|obesidad|estrenimiento|bronquitis|tos',
    looks: 'acne|caida del (?:cabello|pelo)|calvicie|dolor(?:es)? (?:articular(?:es)?|de (?:espalda|cabeza|rodilla|huesos))|verrugas?|todo(?=[\\s!.]*$)',
  },
  {
    cure: 'curam?|curar|cura (?:para|d[oae]s?|contra)|saram?|tratam?|tratar|tratamento (?:para|d[oae]s?|contra)|eliminam?|remedio (?:para|contra)|adeus(?: a| ao)?|fim d[ao]s?|acaba com',
    ease: 'previnem?|prevenir|alivi[ae]m?|combatem?|contra|reduz(?:em)?|baixam?|controlam?|protege (?:de|contra|da|do)|bom para|ajuda (?:com|contra|no combate)',
    grave: `${SHARED_GRAVE}|cancro|tumor(?:es)?|artrite|artrose|asma|hipertensao|pressao (?:alta|arterial)|colesterol|depressao|reumatismo|doencas?(?: \\p{L}+)?|hepatite|impotencia|ulceras?|epilepsia|acucar no sangue`,
    common: 'gripes?|resfriados?|constipacoes|enxaquecas?|eczema|psoriase|insonia|infecc(?:ao|oes)|hemorroidas?|varizes|alergias?|ansiedade|obesidade|bronquite|tosse',
    looks: 'acne|queda de cabelo|calvicie|dor(?:es)? (?:articulares|nas costas|de cabeca|nas articulacoes)|verrugas?|tudo(?=[\\s!.]*$)',
  },
  {
    cure: 'curano|curare|cura(?! (?:dei|delle|della|del|dello|degli|di|per) (?:\\p{L}+ )?(?:capelli|pelle|viso|corpo|mani|unghie|barba|casa|piante|giardino))|guarisc[eo](?:no)?|guarire|elimina(?:no)?|rimedio (?:per|contro)|cura contro|addio(?: al| alla| all\')?',
    ease: 'previene|prevenire|allevia(?:no)?|combattono|combatte|contro|riducono|riduce|abbassa(?:no)?|protegge (?:da|dal|dalla|contro)|efficace contro',
    grave: `${SHARED_GRAVE}|cancro|tumor[ei]|diabete|artrite|artrosi|asma|ipertensione|pressione (?:alta|arteriosa|sanguigna)|colesterolo|depressione|reumatism[io]|(?:tutte le )?malatti[ae]|epatite|impotenza|ulcere?|epilessia`,
    common: 'influenza|raffreddor[ei]|emicrani[ae]|eczema|psoriasi|insonnia|infezion[ei]|emorroidi|vene varicose|allergi[ae]|ansia|obesita|stitichezza|bronchite|tosse',
    looks: "acne|caduta dei capelli|calvizie|dolori (?:articolari|alla schiena)|mal di (?:schiena|testa|gola)|verruche|tutto(?=[\\s!.]*$)",
  },
  {
    cure: 'geneest|genezen|behandelt|middel tegen|verhelpt|weg met', ease: 'helpt tegen|helpt bij|voorkomt|verlicht|tegen|verlaagt|bestrijdt',
    grave: `${SHARED_GRAVE}|kanker|suikerziekte|artritis|artrose|astma|(?:hoge )?bloeddruk|bloedsuiker|cholesterol|depressies?|jicht|reuma|dementie|(?:alle )?ziektes?|ziekten|beroerte`,
    common: 'griep|verkoudheid|migraine|eczeem|psoriasis|slapeloosheid|infecties?|aambeien|spataderen|allergie(?:en)?|hoest', looks: 'acne|haaruitval|rugpijn|gewrichtspijn|hoofdpijn|wratten', after: 'genezen|voorkomen|verlagen|behandelen',
  },
  {
    cure: 'лечат|лечит|лечить|вылеч\\p{L}+|излеч\\p{L}+|исцел\\p{L}+|лечение|избав\\p{L}+ от|побе(?:ди|жда)\\p{L}*|забудьте (?:о|про)|лікує|вилікує|лікування',
    ease: '(?:помогает|эффективно|поможет|защищает|средство|мазь|крем|таблетки|капли|чай|лекарство|препарат) (?:от|при|против)|предотвращает|снижает|снимает|понижает|нормализует|борется с|профилактика|допомагає (?:від|при)|знижує',
    grave: 'рак(?:а|ом)?|онкологи\\p{L}+|опухол\\p{L}+|диабет\\p{L}*|артрит\\p{L}*|артроз\\p{L}*|астм\\p{L}+|гипертони\\p{L}+|(?:артериальное |кровяное |высокое )?давлени[ея](?! (?:воды|масла|газа|воздуха|топлива|в (?:шин|систем|котл|труб)\\p{L}*|на))|холестерин\\p{L}*|сахар в крови|депресси\\p{L}+|подагр\\p{L}+|(?:все )?болезн\\p{L}+|гепатит\\p{L}*|ковид\\p{L}*|инсульт\\p{L}*|инфаркт\\p{L}*|импотенци\\p{L}+|эпилепси\\p{L}+|ракові|хвороб\\p{L}*|діабет\\p{L}*|тиск',
    common: 'простуд\\p{L}+|грипп\\p{L}*|мигрен\\p{L}+|экзем\\p{L}+|псориаз\\p{L}*|бессонниц\\p{L}+|инфекци\\p{L}+|геморро\\p{L}+|варикоз\\p{L}*|аллерги\\p{L}+|каш(?:ель|ля)|бронхит\\p{L}*|насморк\\p{L}*|застуд\\p{L}+|грип',
    looks: 'сустав\\p{L}*|печень|почки|сердце|желудок|спину|зрение|позвоночник|суглоби|акне|прыщи|выпадени\\p{L}+ волос|грибок|бол(?:ь|и) в (?:спине|суставах)|остеохондроз\\p{L}*|простатит\\p{L}*',
  },
  {
    cure: 'leczy|wyleczy|uzdrawia|leczenie|zwalcza|lek na|vyleci|leci|botar|botemedel mot|kurerar|helbreder|parantaa|vindeca|gyogyitja|iyilestirir|tedavi eder|tedavisi|yok eder', ease: 'lagodzi|zapobiega|obniza|pomaga na|przeciw(?:ko)?|lindrar|sanker|forebygger|mot|onler|dusurur|pomaha proti|reduce',
    grave: `${SHARED_GRAVE}|raka?|nowotw\\p{L}+|cukrzyc[eya]|nadcisnieni\\p{L}*|cisnienie krwi|stawow zapalenie|artretyzm\\p{L}*|astm[eya]|depresj[eia]\\p{L}*|choroby?|rakovinu|cukrovku|cancern|blodtrycket?|sjukdom(?:ar)?|kreft|sykdom(?:mer)?|sygdomme?|syopaa|diabetesta|kanser\\p{L}*|seker hastalig\\p{L}*|tansiyon\\p{L}*|hastalik\\p{L}*|diyabet\\p{L}*`,
    common: 'grype|przeziebieni\\p{L}*|migren[eya]|bezsennosc|egzem[eya]|infekcj\\p{L}+|forkylning|influensa|migran|grip|soguk alginlig\\p{L}*|migren\\p{L}*|egzama\\p{L}*', looks: 'tradzik|stawy|bol(?:e)? plecow|akne|acne|sivilce\\p{L}*|sac dokulmesi\\p{L}*',
    after: 'tedavi (?:eder|edici)|tedavisi|iyilestirir|gecirir|yener',
  },
  {
    cure: 'menyembuhkan|mengobati|sembuhkan|obati|obat(?: untuk)?|penyembuh|hilangkan penyakit|chua(?: khoi| tri| benh| dut)*|tri(?: dut)?|dac tri|dieu tri|danh bay', ease: 'mencegah|meredakan|menurunkan|melawan|mengatasi|ngan ngua|phong (?:ngua|chong)|giam|ha|ho tro dieu tri',
    grave: `${SHARED_GRAVE}|kanker|tumor|kencing manis|darah tinggi|tekanan darah|radang sendi|kolesterol|jantung|stroke|asam urat|penyakit(?: \\p{L}+)?|ung thu|tieu duong|cao huyet ap|huyet ap|bach benh|viem khop|tim mach|gout`,
    common: 'flu|batuk|pilek|migrain|insomnia|cam cum|cam lanh|mat ngu|viem xoang|dau da day|wasir|tri noi', looks: 'jerawat|nyeri sendi|sakit (?:pinggang|kepala)|dau lung|xuong khop|rung toc',
  },
  {
    cure: '(?:ي|ت)?عالج|(?:ي|ت)شفي|علاج|شفاء من|(?:ي|ت)قضي عل[ىي]|(?:ي|ت)خلصك من', ease: '(?:ي|ت)قي من|(?:ي|ت)خفف|(?:ي|ت)منع|(?:ي|ت)خفض|ضد|يحارب|للوقاية من',
    grave: '(?:ل?ل|ال|ب)?(?:سرطان|سكري|سكر|ضغط(?: الدم)?|كوليسترول|ربو|اكتئاب|كورونا|امراض?(?: \\p{L}+)?|مرض(?: \\p{L}+)?|تهاب المفاصل|التهاب المفاصل|جلطات|روماتيزم|نقرس|عقم)', common: '(?:ل?ل|ال)?(?:انفلونزا|زكام|صداع النصفي|ارق|اكزيما|صدفيه|صدفية|بواسير|برد)', looks: '(?:ل?ل|ال)?(?:حب الشباب|مفاصل|ظهر|تساقط الشعر)',
  },
  {
    cure: 'ठीक|इलाज|उपचार|खत्म|छुटकारा|जड़ से', ease: 'राहत|बचाव|कम|नियंत्रित',
    grave: 'कैंसर|मधुमेह|डायबिटीज|शुगर|ब्लड प्रेशर|बीपी|अस्थमा|दमा|गठिया|हृदय रोग|बीमारी|बीमारियों|रोगों?|कोलेस्ट्रॉल', common: 'सर्दी|जुकाम|फ्लू|माइग्रेन|अनिद्रा|बवासीर|खांसी', looks: 'जोड़ों (?:के|का) दर्द|मुंहासे|कमर दर्द|घुटनों (?:के|का) दर्द',
    after: 'ठीक|(?:का|की|के) (?:पक्का |रामबाण |आयुर्वेदिक |पूरा )?(?:इलाज|उपचार)|से (?:छुटकारा|मुक्ति)|को? (?:जड़ से )?(?:खत्म|ठीक)',
  },
  {
    cure: 'θεραπευει|θεραπεια|γιατρευει|θεραπευουν|καταπολεμα|מרפא(?:ת)?|מרפאים|ריפוי|תרופה ל', ease: 'ανακουφιζει|προλαμβανει|μειωνει|κατα|מונע(?:ת)?|מקל(?:ה)? על|מוריד(?:ה)?',
    grave: '(?:τον? |την? |του |της )?(?:καρκινο[υσ]?|καρκινος|διαβητη[σς]?|αρθριτιδα[σς]?|υπερταση[σς]?|ασθενει\\p{L}+|χοληστερινη|καταθλιψη|πιεση)|ה?סרטן|סוכרת|ה?אסתמה|לחץ דם|מחלות?|דלקת פרקים', common: '(?:το |τη )?(?:κρυολογημα|γριπη|ημικρανια|αυπνια|εκζεμα)|ה?צינון|שפעת|מיגרנה', looks: 'ακμη|(?:τις )?αρθρωσεις|אקנה|כאבי גב',
  },
];
