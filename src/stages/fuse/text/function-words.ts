import type { SpacedLanguage } from './stem.js';

const split = (list: string): ReadonlySet<string> => new Set(list.normalize('NFC').split(' '));

/**
 * The commonest words that name no thing: articles, pronouns, prepositions, conjunctions, adverbs, numerals, auxiliary verbs.
 * In lower case, with their accents: `mais` is "but", `maïs` is corn. Words that are products as well (`top`, `sobre`,
 * `haut`) are left out.
 */
export const FUNCTION_WORDS: Readonly<Record<SpacedLanguage, ReadonlySet<string>>> = {
  en: split(
    'the a an and or but if then than that this these those there here it its he she they them his her him we us our you your i me my mine who whom whose which what when where why how of to in on at by for with without from into onto over under up down out off about after before between during through again ' +
      'is am are was were be been being do does did done doing have has had having will would shall should can could may might must not no nor yes so too very just only also even ever never always often still yet already now soon once some any all both each every many much more most few less least other another such same own ' +
      'one two three four five six seven eight nine ten as per via amid anybody somebody everybody nobody something anything everything nothing want wants get gets got make makes made go goes went gone come comes came take takes took see sees seen know knows let lets say says said tell tells think try use used need needs like better best good well back sure full past therein wherein while because though although until since aren isn don won mustn hasn former happens considering further',
  ),
  de: split(
    'der die das den dem des ein eine einen einem einer eines und oder aber wenn weil dass ob als wie wo wer was wann warum wen wem wessen ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihn ihnen mein meine meinen dein deine sein seine seinen ihre ihren unser unsere euer eure dieser diese dieses diesen diesem jener jede jeder jedes jeden alle alles allen man kein keine keinen nicht nichts nie niemals niemand niemanden jemand ' +
      'für mit ohne von aus in im zum zur bei auf vom an am ab bis durch gegen um unter über vor nach neben zwischen seit während wegen trotz hinter ist bin bist sind seid war waren warst wäre sei hat habe haben hast hatte hatten wird werden wurde wurden würde kann können konnte muss müssen musste soll sollen will wollen wollte darf dürfen mag mögen möchte kam kommen kommt geht gehen gibt gab macht machen ' +
      'ja nein noch nur auch schon sehr so dann da hier dort jetzt heute morgen gestern immer oft bald später wieder mehr viel viele wenig weniger etwas ganz gar mal eben doch denn also sondern sonst dabei dafür damit dazu daher darum davon eins zwei drei vier fünf sechs sieben acht neun zehn manche manches manchen manchmal einige andere anderen anderer beim hin her weg los gut besser beste bitte danke dies',
  ),
  es: split(
    'el la los las lo un una unos unas y e o u pero mas más sino si sí no ni que qué quien quién quienes cual cuál cuales cuando cuándo donde dónde como cómo cuanto cuánto porque pues aunque mientras de del al a ante bajo con contra desde en entre hacia hasta para por según sin tras yo tú él ella ellos ellas nosotros nosotras vosotros usted ustedes me te se nos os le les mi mis tu tus su sus mío mía tuyo tuya suyo suya nuestro nuestra nuestros nuestras ' +
      'este esta esto estos estas ese esa eso esos esas aquel aquella aquello ser es soy eres somos son sea sean era eran fue fueron fui será serán estar está están estoy estás estaba estaban estuvo estará esté haber ha han he hay había habían hubo hube habrá habréis tener tiene tienen tengo tienes tenía tenías tenían tuvo tendrá tendréis hacer hace hacen hizo hecho ir va van voy vas vamos poder puede pueden puedo puedes pudo querer quiere quieres quiero saber sé dar da dan dio ver decir dice dijo deber debe ' +
      'solo sólo sola solos solas ya muy mucho mucha muchos muchas poco poca pocos pocas tan tanto tanta todo toda todos todas nada nadie nunca siempre también tampoco así bien mal mejor peor aquí ahí allí hoy ayer mañana ahora antes después luego entonces casi además aún todavía cada otro otra otros otras mismo misma mismos mismas algo alguien algún alguno alguna algunos algunas ningún ninguno ninguna gran uno dos tres cuatro cinco seis siete ocho nueve diez junto dentro fuera cerca lejos dado apenas',
  ),
  fr: split(
    'le la les l un une des du de d et ou où mais donc ni car si que qu qui quoi quel quelle quels quelles quand comme comment pourquoi parce puisque lorsque à au aux en dans sur sous par pour avec sans chez vers entre contre depuis pendant avant après jusque dès je tu il elle on nous vous ils elles me te se moi toi lui leur leurs eux soi mon ma mes ton ta tes son sa ses notre nos votre vos ce cet cette ces ça cela ceci celui celle ceux celles y ' +
      'être est es suis sommes êtes sont été était étais étaient sera serai seras serez seront serait soit sois soient fut avoir a ai as avons avez ont avait avais avaient aura aurai auront aurait eu faire fait fais font faites fera aller va vas vais vont allez pouvoir peut peux peuvent pourra vouloir veut veux voulez devoir doit dois doivent savoir sait dit dire voir voit vient suit tend tient pense ' +
      'ne pas plus moins très trop peu beaucoup tout toute tous toutes rien personne jamais toujours souvent encore déjà aussi ainsi alors puis ici là bien mal mieux même mêmes autre autres chaque quelque quelques plusieurs aucun aucune tel telle tels telles seul seule seulement désormais désormais enfin ensuite maintenant hier demain oui non deux trois quatre cinq six sept huit neuf dix quatrième bon lequel laquelle',
  ),
  pt: split(
    'o a os as um uma uns umas e ou mas mais porém se não nem que quem qual quais quando onde como quanto porque pois embora enquanto de do da dos das em no na nos nas num numa ao aos à às por pelo pela pelos pelas para pra com sem sob sobre entre até desde contra após eu tu você vocês ele ela eles elas nós me te se lhe lhes meu minha meus minhas teu tua seu sua seus suas nosso nossa este esta isto estes estas esse essa isso esses essas aquele aquela aquilo ' +
      'ser é sou somos são era eram foi foram fui fomos será serão seria seja sejam estar está estão estou estava estavam esteve estará esteja ter tem têm tém tenho tinha tinham teve terá tenha há haver havia houve fazer faz faço fazem fez feito ir vai vão vou vamos poder pode podem posso pôde querer quer querem quero dar dá dão deu ver dizer diz disse dever deve saber sei formos tendes ' +
      'já muito muita muitos muitas pouco pouca tão tanto tanta todo toda todos todas tudo nada nunca sempre também assim bem mal melhor pior bom boa bons boas aqui ali lá hoje ontem amanhã agora antes depois então quase ainda cada outro outra outros outras mesmo mesma mesmos mesmas algo alguém algum alguma alguns nenhum nenhuma só apenas dois duas três quatro cinco seis sete oito nove dez vinte mês meses dia dias',
  ),
  it: split(
    'il lo la i gli le l un uno una di del dello della dei degli delle d a al allo alla ai agli alle da dal dalla dai in nel nella nei nelle su sul sulla con col per tra fra e ed o oppure ma però se che chi cui quale quali quando dove come quanto perché perchè poiché mentre né non io tu lui lei noi voi loro mi ti si ci vi ne me te sé mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra vostro vostra questo questa questi queste quello quella quelli quelle ciò ' +
      'essere è sono sei siamo siete era erano sia siano fu sarà saranno sarò sarei sarebbe stato stata avere ha ho hai hanno abbiamo avete aveva avevano abbia avrà fare fa faccio fai fanno fatto farà farei andare va vai vanno vado potere può puoi possono posso volere vuoi vuole voglio dovere deve devi devono dire dice detto sapere so sai dare dà dai vedere ' +
      'solo sola soli sole soltanto già più meno molto molta molti molte poco poca pochi poche tanto tanta tanti tante tutto tutta tutti tutte nulla niente nessuno nessuna mai sempre spesso anche ancora così bene male meglio peggio qui qua lì là oggi ieri domani ora adesso prima dopo poi allora quasi ogni altro altra altri altre stesso stessa stessi stesse qualche alcuni alcune tale tali pure sì no due tre quattro cinque sei sette otto nove dieci',
  ),
  ru: split(
    'и а но или да нет не ни что чтобы как когда где куда откуда почему зачем кто чей какой какая какие который которая которые если то это этот эта эти тот та те того тому я ты он она оно мы вы они меня тебя его её ее нас вас их мне тебе ему ей нам вам им мной мой моя мои твой твоя наш наша наши ваш ваша ваши свой своя свои себя сам сама сами весь вся всё все всех всем в во на с со к ко у о об от до из за по под над при про без для через между перед после около ' +
      'быть есть был была было были будет будут буду мочь может могут могу можно нужно надо нельзя хочу хочет уже ещё еще очень только также тоже так там тут здесь теперь сейчас сегодня вчера завтра всегда никогда иногда часто снова опять потом затем тогда даже лишь же ли бы вот ну более менее больше меньше много мало каждый каждая другой другая другие такой такая такие один одна одно два две три четыре пять шесть семь восемь девять десять пора пор раз час кругом хорошо лучше',
  ),
  nl: split(
    'de het een en of maar want dus als dat die dit deze dan toen omdat hoewel wie wat waar wanneer waarom hoe welke ik je jij u hij zij ze wij we jullie mij me jou hem haar ons hun hen mijn jouw zijn onze zich er hier daar van voor met zonder uit in op bij aan naar tot door over onder tussen tegen na om te ter per sinds tijdens is ben bent was waren wordt worden werd heeft heb hebt hebben had hadden kan kunt kunnen kon zal zult zullen zou zouden moet moeten mag mogen wil willen gaat gaan ga kom komt komen kwam doet doen maakt nam ' +
      'niet geen niets nooit niemand iemand iets ja nee nog ook al alle alles altijd vaak weer zo zeer heel erg veel weinig meer minder meest nu vandaag morgen gisteren straks later toch wel eens even net pas zelf samen ander andere anderen elke ieder iedere sommige omstreeks een twee drie vier vijf zes zeven acht negen tien tiende goed beter best',
  ),
  pl: split(
    'i a oraz lub albo ale lecz więc że żeby aby jeśli jeżeli gdy kiedy gdzie jak jaki jaka jakie co kto który która które czy bo ponieważ nie tak ja ty on ona ono my wy oni one mnie mi cię ci go mu jej jego ją nas nam was wam ich im mój moja moje twój twoja nasz nasza wasz swój się siebie ten ta to te ci tego tej tym tych w we z ze na do od po za przed pod nad przy przez dla bez u o między jest są być był była było były będzie będą jestem mieć ma mam mają miał może można mogą trzeba chce ' +
      'już jeszcze bardzo tylko także też tam tu tutaj teraz dziś dzisiaj wczoraj jutro zawsze nigdy często znowu potem wtedy nawet więcej mniej dużo mało wiele każdy każda inny inna inne taki taka takie sam sama same wszystko wszyscy nic nikt ktoś coś ile tyle jeden jedna dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć dobrze lepiej pan pani',
  ),
  tr: split(
    've veya ya da de ama fakat ancak çünkü eğer ise ki ne neden niçin nasıl nerede kim hangi kaç bu şu o bunu şunu onu buna ona bunlar onlar ben sen biz siz beni seni bizi sizi bana sana bize size benim senin onun bizim sizin kendi bir iki üç dört beş altı yedi sekiz dokuz on yirmi için ile gibi kadar göre sonra önce beri karşı doğru değil var yok mi mı mu mü çok az daha en pek hiç her bazı tüm bütün başka aynı şimdi bugün dün yarın hep hala henüz yine sadece yalnız olan olarak oldu olur olsun idi eden etmek yapmak dek sanki belki evet hayır iyi',
  ),
  vi: split(
    'và hoặc nhưng mà nếu thì vì nên là của cho với không từ bằng để trong ngoài trên dưới trước sau giữa lên xuống ra vào đến tới qua lại cùng cũng như đã đang sẽ rất quá lắm hơn nhất chỉ còn vẫn đều thôi rồi này kia đó đây ấy nào gì ai sao đâu bao nhiêu mấy các những mọi mỗi một hai ba bốn năm sáu bảy tám chín mười tôi ta bạn anh chị em nó họ mình chúng được bị có phải cần muốn biết nói làm đi nơi khi lúc ngay luôn thế vậy điều việc',
  ),
  id: split(
    'dan atau tetapi tapi namun karena sebab jika kalau bila maka agar supaya bahwa yang ini itu tersebut di ke dari pada kepada dengan tanpa untuk bagi oleh dalam antara tentang seperti sebagai sampai hingga saat ketika sejak setelah sebelum selama saya aku kamu anda dia ia kami kita mereka nya apa siapa mana kapan mengapa kenapa bagaimana berapa ada adalah ialah akan sudah telah sedang masih belum bisa dapat harus boleh mau ingin perlu tidak bukan jangan juga saja hanya lagi sangat sekali lebih paling kurang banyak sedikit semua setiap segala seluruh beberapa lain sama sendiri satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sini situ sana sekarang kini nanti kemarin besok selalu sering pernah pasti beri atas bawah kok waktu seseorang',
  ),
};

/** As `FUNCTION_WORDS`, of languages whose product names are not carried: Swedish, Danish, Norwegian, Finnish, Czech, Slovak, Hungarian, Romanian, Croatian. */
export const FUNCTION_WORDS_ELSEWHERE: ReadonlySet<string> = split(
  'och att det den som på är av för med till inte jag du han hon vi ni de har var hade kan ska skal vill om men eller när där här från vid efter under över mycket bara också så nu ja nej mig dig sig vår din min sin sina alla allt någon något dock sedan vars kom ta lite stor store bra tack hos alt noget ikke meget mange mand sine ses lige bare mere været blev ' +
    'on ei se että joka hän minä sinä me te he mitä kun niin myös vain jos tai sekä oli ovat olla miten muut muuten sille tämä nämä mones je jsem jsi jsou byl byla bylo že aby ale nebo kde kdo co jak když moc málo máš mám má nám vám vás nás pak pod vaše váš tvá tuto kam aj beze mé ' +
    'és vagy de hogy nem ez azt mint csak már még meg volt van lesz lenne lett kell ki mi te ő én mellé más sok tele tíz hat róla mire vele și sau dar că nu este sunt era fi fie din la cu pe pentru care cel cele ce cât cam dat dupa după face îl il mai mei noi voi foarte',
);

/** Whether a word, as it is written, is one that names no thing in this language (null: in one whose names are not carried). */
export function isFunctionWord(language: SpacedLanguage | null, written: string): boolean {
  return (language === null ? FUNCTION_WORDS_ELSEWHERE : FUNCTION_WORDS[language]).has(written.toLowerCase().normalize('NFC'));
}
