import { oneOf, words } from '../text.ts'
import { everywhere, wordRule } from './word-rule.ts'

/** The reader and the neighbours. What offenders must expect is no pressure on them. */
const reader = oneOf(
  'you',
  'owners?',
  '(?:all |every )?(?:residents?|neighbou?rs?|homeowners?|households?|citizens?|camera owners?|businesses)',
  'everyone',
  'everybody',
  'anyone',
  'those',
  'people',
  'homes',
)

const give = oneOf(
  'share|sharing',
  'submit(?:ting)?',
  'send(?:ing)?',
  'provid(?:e|ing)',
  'giv(?:e|ing)',
  'turn(?:ing)? over',
  'hand(?:ing)? (?:over|in)',
  'upload(?:ing)?',
  'cooperat(?:e|ing)',
  'comply(?:ing)?',
  'respond(?:ing)?',
  'repl(?:y|ying)',
  'answer(?:ing)?',
  'report(?:ing)?',
  'help(?:ing)?',
  'assist(?:ing)?',
  'come forward',
  'participat(?:e|ing)',
)

const must = oneOf(
  `you (?:must|shall|need to|have to|had better|ought to|should) ${give}`,
  'you must',
  `must ${give}`,
  `${reader} (?:who \\w+ \\w+ )?(?:are|is|will be) (?:\\w+ )?(?:required|obligated|obliged|expected|ordered)(?: by law)?`,
  `(?:required|obligated|obliged|expected) (?:by law )?to ${give}`,
  '(?:is|are) (?:mandatory|compulsory|not optional)',
  'your (?:cooperation|compliance|help|participation) is (?:required|expected|mandatory)',
  '(?:do|does) not ignore',
  "you (?:can ?not|can't|may not|must not) (?:ignore|refuse|decline)",
  'we (?:demand|insist|expect you)',
)

const threat = oneOf(
  `(?:failure|failing|refusal|refusing|refuse|refuses) to ${give}`,
  `(?:do not|don't|does not|doesn't|fail to|fails to) ${give}`,
  `${reader}(?: \\w+){0,5} will be (?:charged|prosecuted|visited|noted|recorded|named|subpoenaed|contacted|fined|arrested|investigated|published)`,
  'subpoena(?:ed|s)?',
  '(?:search )?warrants? (?:will|may|can|for your)',
  '(?:be|is|as|considered|constitutes?|charged with) (?:an )?obstruct(?:ion|ing)',
  'obstruction of justice',
  '(?:withholding|concealing|hiding) (?:evidence|footage|video|information)',
  'aiding (?:and abetting|a criminal|criminals)',
  '(?:protect|shield|help)(?:s|ing)? (?:the )?(?:criminals?|offenders?|killers?)',
  'accessory to',
  'we (?:already )?know (?:that )?(?:you|who has|which homes|where you)',
  '(?:officers?|we|deputies|police) (?:will|may) (?:be )?(?:com(?:e|ing)|visit(?:ing)?|knock(?:ing)?|go(?:ing)? door)',
  'list of (?:those|homes|people|owners) (?:who|that)',
)

const guilt = oneOf(
  'good (?:citizens?|neighbou?rs?)',
  '(?:civic|moral|legal) (?:duty|obligation|responsibility)',
  'do your (?:duty|part|bit)',
  'your (?:duty|obligation)',
  'nothing to hide',
  'if you (?:really |truly )?care',
  'last (?:chance|warning)',
  'final (?:notice|warning|request)',
  'blood on your hands',
  '(?:your|could be your) (?:child|family|house|home|turn) (?:next|could be next|is next)',
  'you (?:could|will|may) be next',
  'be a hero',
  '(?:silence|doing nothing|ignoring this) (?:helps|makes|means|is)',
  'shame on',
)

const obligado = oneOf(
  '(?:debe|deben|debera|deberan|tiene que|tienen que|ha de|han de) (?:\\w+ )?(?:enviar(?:nos)?|entregar(?:nos)?|compartir|proporcionar|colaborar|cooperar|responder|mandar|subir)',
  '(?:es|sera|son) (?:obligatori[oa]s?|mandatori[oa]s?)',
  '(?:esta|estan|queda|quedan) obligad[oa]s?',
  'exigimos',
  '(?:su|es un|es su) (?:deber|obligacion)',
  '(?:deber|obligacion) (?:civic[oa]|moral|ciudadan[oa]|legal)',
  '(?:quien|quienes|los que|el que|si) no (?:nos )?(?:colabor|cooper|entreg|compart|envi|respond|ayud)[a-z]+',
  '(?:usted|ustedes|vecinos?|propietarios?|quienes?)(?: \\w+){0,6} sera(?:n)? (?:multad|acusad|visitad|citad|procesad|detenid|arrestad)[oa]s?',
  '(?:multas?|citacion judicial|orden judicial) (?:a|para|contra) (?:usted|quien|quienes|los)',
  'complices?',
  'encubri(?:r|dor|dora|miento)',
  'nada que ocultar',
  'ultim[oa] (?:oportunidad|aviso|advertencia)',
  'buen(?:os)? (?:ciudadanos?|vecinos?)',
  'sabemos (?:quien|que usted|que tiene|donde)',
  '(?:iremos|pasaremos|los agentes iran) (?:a|por) su',
  'no (?:lo )?ignore',
  'su familia (?:podria|puede) ser',
)

export const pressureRule = wordRule({
  id: 'text/pressure',
  sentence: {
    en: 'A request neither presses nor threatens: answering is a choice.',
    es: 'La solicitud no presiona ni amenaza: responder es una elección.',
  },
  forbidden: [words(must), words(threat), words(guilt), words(obligado)],
  allowed: [
    words('you may ignore this'),
    words('puede ignorar esto'),
    words(`you (?:do not|don't) (?:have|need) to ${give}`),
    words('no (?:tiene|tienen|esta|estan) (?:que|obligad[oa]s? a)(?: \\w+)?'),
    words('(?:nobody|no one|no neighbou?r) (?:is|has|must|needs)(?: \\w+){0,3}'),
    // what happened at a robbery
    words(
      `(?:clerk|cashier|victim|driver|man|woman|owner|teller|employee|guard)s? (?:\\w+ )?(?:refus(?:ed|ing) to|did not|didn't) ${give}`,
    ),
    words(`(?:driver|he|she|they|who) (?:did not|didn't|failed to|fail(?:ed|ing)? to) ${give}`),
  ],
  fields: everywhere,
})
