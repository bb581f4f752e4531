import { oneOf, words } from '../text.ts'
import { harm, harmAt, whoGoesTo } from './crowd.ts'
import { wordRule } from './word-rule.ts'

const place = oneOf(
  'church(?:es)?',
  'chapels?',
  'cathedrals?',
  'mosques?',
  'masjid',
  'islamic cent(?:er|re)s?',
  'synagogues?',
  'shul',
  'temples?',
  'gurdwaras?',
  'kingdom hall',
  'prayer (?:halls?|rooms?|meetings?|services?)',
  '(?:houses?|places?) of worship',
  '(?:friday|evening|morning|jummah) prayers?',
  'prayers',
  '(?:sunday|religious|worship|church) services?',
  'sunday mass',
  'bible study',
  'iglesias?',
  'capillas?',
  'catedral(?:es)?',
  'mezquitas?',
  'sinagogas?',
  'templos?',
  'misas?',
  'cultos?',
  '(?:lugar|lugares|centro|centros) (?:de culto|religiosos?|islamicos?)',
  'rezos?',
)

const faithful = oneOf(
  'worshipp?ers',
  'congregants',
  'parishioners',
  'churchgoers',
  'mosque-?goers',
  'congregations?',
  'the faithful',
  'feligreses',
  '(?:los|de) fieles',
  'creyentes',
)

export const worshipRule = wordRule({
  id: 'text/worship',
  sentence: {
    en: 'No request is about who goes to a place of worship.',
    es: 'Ninguna solicitud trata de quién va a un lugar de culto.',
  },
  forbidden: [whoGoesTo(place), words(faithful)],
  allowed: [
    ...harmAt(place),
    new RegExp(String.raw`\b${harm}\b[^.;]{0,40}\b${faithful}\b`, 'g'),
    new RegExp(String.raw`\b${faithful}\b[^.;]{0,40}\b${harm}\b`, 'g'),
    words('(?:church|temple|chapel|iglesia|templo) (?:street|st|avenue|ave|road|rd|lane|hill)'),
    words('calle (?:de la )?(?:iglesia|capilla|templo)'),
  ],
})
