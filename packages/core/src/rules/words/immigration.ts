import { oneOf, words } from '../text.ts'
import { everywhere, wordRule } from './word-rule.ts'

const status = oneOf(
  'immigration',
  '(?:im)?migrants?',
  'undocumented',
  'illegal (?:aliens?|entry|workers?|residents?)',
  'illegals',
  'aliens',
  'non-?citizens?',
  'foreign nationals?',
  'asylum seekers?',
  'refugees?',
  'deport(?:ation|ations|ed|able|ing)?',
  'visa (?:status|overstay|overstays|holders?)',
  'overstayed',
  'green cards?',
  'citizenship',
  'day labou?rers?',
  'border patrol',
  'customs and border',
  '287 ?g',
  '(?:behalf of|assist|assists|assisting|agents of) ice',
  'ice (?:raid|operation|detainer|agent|officer|team|unit)s?',
  'removal (?:operation|order|proceedings)s?',
  'homeland security',
  'inmigracion',
  '(?:in)?migrantes?',
  'migratori[oa]s?',
  'indocumentad[oa]s?',
  'sin papeles',
  'ilegales',
  'extranjeros',
  'refugiados',
  'deport(?:acion|aciones|ad[oa]s?|ar|able)',
  'jornaleros?',
  'la migra',
  'ciudadania',
)

/** The bureaus' letters, as written: `ICE` is one, ice is not. */
const bureau =
  /\b(?:ICE\b(?! (?:cream|rink|machine|CREAM|RINK|MACHINE)\b)|(?:ERO|HSI|CBP|USCIS|DHS)\b)/u

export const immigrationRule = wordRule({
  id: 'text/immigration',
  sentence: {
    en: "No request is about anybody's immigration status.",
    es: 'Ninguna solicitud trata de la situación migratoria de nadie.',
  },
  forbidden: [words(status)],
  asWritten: [bureau],
  allowed: [
    // a building that is the victim or a landmark
    words(
      '(?:immigra(?:nt|nts|tion)|refugee)s? (?:aid|law|legal|services?|welcome|resource|community|support|health) (?:\\w+ )?(?:office|cent(?:er|re)|firm|building)s?',
    ),
    words(
      '(?:centro|oficina) de (?:ayuda|servicios|atencion) (?:a|al|para|de) (?:\\w+ )?(?:in)?migrantes?',
    ),
  ],
  fields: everywhere,
})
