import { oneOf, words } from '../text.ts'
import { everywhere, wordRule } from './word-rule.ts'

/** Gatherings that the law protects. A mention is enough: a request about another act can do without. */
const gathering = oneOf(
  'protest(?:s|er|ers|or|ors|ing|ed)?',
  'demonstrations?',
  'demonstrators?',
  'demonstrating',
  'rally',
  'rallies',
  'vigils?',
  'sit-ins?',
  'die-ins?',
  'walkouts?',
  'picket(?:s|ers|ing|ed)?',
  'activists?',
  '(?:civil )?unrest',
  'parades?',
  'march(?:es|ers|ed|ing)',
  '(?:a|the|this|that) march',
  '(?:protest|freedom|peace|pride|political|planned|recent|ongoing) march',
  '(?:on|labou?r|general|rent) strike',
  'strikers',
  'striking workers',
  '(?:protest|student) (?:camps?|encampments?)',
  'boycotts?',
  'union (?:meetings?|drive|organi[sz]ers?)',
  '(?:political|campaign) (?:meetings?|events?|gatherings?|speech|speeches)',
  '(?:lawful|public|peaceful|large) (?:assembly|assemblies|gatherings?)',
  'black lives matter',
  'blm',
  'pride (?:event|march|parade|festival)',
  'town hall meetings?',
)

const reunion = oneOf(
  'protestas?',
  'protest(?:aba|aban|ar|aron|ando)',
  'manifestacion(?:es)?',
  'manifestantes?',
  'marchas?',
  'march(?:aba|aban|aron|ando)',
  'vigilias?',
  'huelgas?',
  'huelguistas?',
  'activistas?',
  'mitin',
  'mitines',
  'plantones',
  'piquetes?',
  'desfiles?',
  'sentadas',
  'cacerolazos?',
  'concentracion(?:es)? (?:ciudadanas?|politicas?|pacificas?|sindical(?:es)?|feministas?|en|frente|ante)',
  'asambleas? (?:vecinal(?:es)?|sindical(?:es)?|estudiantil(?:es)?|popular(?:es)?)',
)

const month = String.raw`march,? (?:\d{1,2}(?:st|nd|rd|th)?|\d{4})`

export const assemblyRule = wordRule({
  id: 'text/lawful-assembly',
  sentence: {
    en: 'No request is about a protest, a march, a rally, a vigil or another lawful assembly.',
    es: 'Ninguna solicitud trata de una protesta, marcha, concentración, vigilia u otra reunión legal.',
  },
  forbidden: [words(gathering), words(reunion)],
  allowed: [
    words(`(?:(?:a|the|this|that) )?${month}`),
    words('picket fences?'),
    words('rally (?:car|cars|racing|stripes?)'),
    words('product demonstrations?'),
    words('demonstration (?:gardens?|kitchens?|models?)'),
    words('(?:parade|rally|march|vigil) (?:street|st|road|rd|avenue|ave|lane|drive|way)'),
    words('marching band (?:trailer|room|hall|instruments?|uniforms?|equipment)'),
    // of a vehicle: in reverse, set off, running
    words('marcha atras'),
    words('(?:en|a toda) marcha'),
    words('(?:emprend|reanud|inici|retom)[a-z]+ la marcha'),
  ],
  fields: everywhere,
})
