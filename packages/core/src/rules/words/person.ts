import type { Offence } from '../../offence.ts'
import { rule } from '../rule.ts'
import type { Broken, RuleInput } from '../rule.ts'
import { plain } from '../text.ts'
import { personNames } from './person-name.ts'
import { firstFound } from './word-rule.ts'

/** Whoever is missing or was taken has to be named to be found. */
const namedToBeFound: readonly Offence[] = ['missing-person', 'abduction']

export const namedPersonRule = rule({
  id: 'text/named-person',
  sentence: {
    en: 'No request names a private person to look for, a missing person excepted.',
    es: 'Ninguna solicitud nombra a un particular a quien buscar, salvo una persona desaparecida.',
  },
  check: (input) =>
    inSentences(input, (sentence) => {
      if (aboutVictim.test(plain(sentence))) return null
      return personNames(sentence)[0] ?? firstFound(namedOtherwise, sentence)
    }),
})

export const victimRule = rule({
  id: 'text/victim-data',
  sentence: {
    en: "No request tells a victim's name, birth date, telephone number or address, a missing person's excepted.",
    es: 'Ninguna solicitud da nombre, nacimiento, teléfono o domicilio de una víctima, salvo de una persona desaparecida.',
  },
  check: (input) =>
    inSentences(input, (sentence) => {
      const flat = plain(sentence)
      const name = aboutVictim.test(flat) ? personNames(sentence)[0] : undefined
      return name ?? firstFound(victimData, flat)
    }),
})

const aboutVictim =
  /\b(?:victims?|complainants?|deceased|survivors?|injured|victimas?|denunciantes?|fallecid[oa]s?|herid[oa]s?|perjudicad[oa]s?)\b/

const victimData = [
  /\b(?:victim|complainant|deceased|survivor)(?:'s)?\b[^.;]{0,30}\b(?:born on|phone|telephone|number is|home address|address is|lives (?:at|in|on)|resides (?:at|in|on)|works (?:at|for)|attends)\b/,
  /\b(?:victima|denunciante|fallecid[oa])\b[^.;]{0,30}\b(?:nacid[oa]|telefono|domicilio|direccion|vive en|reside en|trabaja en|estudia en)\b/,
  /\b(?:date of birth|dob|d\.o\.b|born on|fecha de nacimiento|social security|seguro social|driver'?s license number)\b/,
  /\b\d{3}-\d{2}-\d{4}\b/,
]

/** Without a full name: by title and surname, by a tie to the writer, by where they live. */
const namedOtherwise = [
  /\b(?:Mr|Mrs|Ms|Miss|Sr|Sra|Srta|Don|Doña)\.? [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+/,
  /\b(?:[Ll]ocate|[Ff]ind|[Ii]dentify|[Tt]rack|[Ll]ooking for|[Ss]earching for|[Ww]hereabouts of|[Aa]ccused|[Nn]amed|[Cc]alled) (?:a (?:man|woman|person) (?:named|called) )?[A-Z][a-z]+(?:ez|sson|berg|stein|ski|sky|man|son)\b/,
  /\b[Mm]y ex\b|\b[Mm]i ex\b/,
  /\b(?:[Ww]here|[Dd]ónde) (?:does|is|did|vive|está) [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\b(?! (?:[Ss]treet|[Aa]venue|[Rr]oad|[Pp]ark))/,
]

function inSentences(
  { request, prose }: RuleInput,
  look: (sentence: string) => string | null,
): readonly Broken[] {
  if (namedToBeFound.includes(request.offence)) return []
  return prose
    .filter(({ field }) => field === 'title' || field === 'text' || field === 'place')
    .flatMap(({ field, sentences }) =>
      sentences.flatMap(({ raw }) => {
        const excerpt = look(raw)
        return excerpt === null ? [] : [{ field, excerpt: excerpt.slice(0, maxExcerpt) }]
      }),
    )
}

/** What a finding can carry. */
const maxExcerpt = 200
