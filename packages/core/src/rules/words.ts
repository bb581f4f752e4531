import type { Request } from '../request.ts'
import { lexicon } from './lexicon.ts'
import type { WordList } from './lexicon.ts'
import { rule } from './rule.ts'
import type { Broken, Rule, RuleInput, Sentence } from './rule.ts'
import { found, plain, sentences } from './text.ts'

/** Rules about words, in English and Spanish. Lists and exceptions are data: lexicon.ts. */
export const wordRules = [
  wordRule('text/lawful-assembly', {
    en: 'No request is about a protest, a march, a rally, a vigil or another lawful assembly.',
    es: 'Ninguna solicitud trata de una protesta, marcha, concentración, vigilia u otra reunión legal.',
  }),
  wordRule('text/worship', {
    en: 'No request is about who goes to a place of worship.',
    es: 'Ninguna solicitud trata de quién va a un lugar de culto.',
  }),
  wordRule('text/health', {
    en: 'No request is about who goes to a clinic or seeks health care.',
    es: 'Ninguna solicitud trata de quién va a una clínica o busca atención médica.',
  }),
  wordRule('text/immigration', {
    en: "No request is about anybody's immigration status.",
    es: 'Ninguna solicitud trata de la situación migratoria de nadie.',
  }),
  wordRule('text/announcement', {
    en: 'A request asks for footage of one incident; it is not an announcement, event or advice.',
    es: 'La solicitud pide grabaciones de un incidente; no es un anuncio, evento ni consejo.',
  }),
  wordRule('text/pressure', {
    en: 'A request neither presses nor threatens: answering is a choice.',
    es: 'La solicitud no presiona ni amenaza: responder es una elección.',
  }),
  wordRule('text/vague', {
    en: 'A request says what happened; “investigation” or “suspicious activity” is not enough.',
    es: 'La solicitud dice qué pasó; “investigación” o “actividad sospechosa” no basta.',
  }),
  wordRule('text/private-address', {
    en: 'No request is aimed at a private home.',
    es: 'Ninguna solicitud apunta a una vivienda particular.',
  }),
  wordRule('text/named-person', {
    en: 'No request names a private person to look for, a missing person excepted.',
    es: 'Ninguna solicitud nombra a un particular a quien buscar, salvo una persona desaparecida.',
  }),
  wordRule('text/victim-data', {
    en: "No request tells a victim's name, birth date, telephone number or address, a missing person's excepted.",
    es: 'Ninguna solicitud da nombre, nacimiento, teléfono o domicilio de una víctima, salvo de una persona desaparecida.',
  }),
  rule({
    id: 'text/race-alone',
    sentence: {
      en: 'Nobody is described by race or origin alone: clothing, build, vehicle or behaviour come with it.',
      es: 'A nadie se le describe solo por raza u origen: acompañan ropa, complexión, vehículo o conducta.',
    },
    check: raceAlone,
  }),
  rule({
    id: 'text/keyboard-mash',
    sentence: {
      en: 'A request is written in words.',
      es: 'La solicitud está escrita con palabras.',
    },
    check: ({ request }) =>
      texts(request).flatMap(({ field, text }) =>
        mash(text) ? [{ field, excerpt: text.slice(0, 200) }] : [],
      ),
  }),
] as const

type LexiconId = keyof typeof lexicon

function wordRule<const Id extends LexiconId>(id: Id, sentence: Sentence): Rule<Id> {
  return rule({
    id,
    sentence,
    check: ({ request }) =>
      texts(request).flatMap(({ field, text }) =>
        offences(id, request, text).map((excerpt) => ({ field, excerpt })),
      ),
  })
}

/** What each sentence says that the lexicon forbids, where none of its exceptions fits. */
function offences(id: LexiconId, request: Request, text: string): readonly string[] {
  const { forbidden, allowed, raw, exceptFor }: WordList = lexicon[id]
  if (exceptFor.includes(request.offence)) return []
  return sentences(text).flatMap((sentence) => {
    const flat = plain(sentence)
    const cleared = allowed.reduce((left, pattern) => left.replaceAll(pattern, ' '), flat)
    const hit = forbidden.map((pattern) => found(pattern, cleared)).find((words) => words !== null)
    const rawHit = raw.map((pattern) => found(pattern, sentence)).find((words) => words !== null)
    return [hit ?? rawHit ?? null].filter((words) => words !== null)
  })
}

interface Field {
  readonly field: string
  readonly text: string
}

function texts({ title, text, place }: Request): readonly Field[] {
  return [
    { field: 'title', text: title },
    { field: 'text', text },
    { field: 'place', text: place },
  ].filter((entry) => entry.text !== '')
}

const race =
  /\b(?:black|white|hispanic|latino|latina|asian|arab|middle eastern|african american|caucasian|native american|indian|negro|negra|blanco|blanca|hispano|hispana|asiatico|asiatica|arabe|moreno|morena)\b(?= (?:male|female|man|men|woman|women|person|persons|people|youth|youths|teen|teens|teenager|boy|girl|individual|individuals|suspect|suspects|guy|subject|adult))|\b(?:hombre|mujer|joven|persona|individuo|sospechoso|sospechosa|muchacho|chico)s? (?:de raza )?(?:negr|blanc|hispan|asiatic|arabe|moren|latin)/

/** Words that tell one person from another besides race. */
const distinguishing =
  /\b(?:wearing|wore|dressed|jacket|hoodie|hooded|coat|shirt|trousers|pants|jeans|shorts|cap|hat|beanie|mask|shoes|sneakers|boots|backpack|bag|glasses|beard|bearded|tattoo|limp|limping|tall|short|heavy|slim|build|years old|in (?:his|her|their) (?:teens|twenties|thirties|forties|fifties|sixties)|driving|drove|riding|on a (?:bicycle|bike|scooter|motorcycle)|carrying|pushing|cart|van|truck|car|sedan|suv|pickup|bicycle|motorcycle|ran|fled|vestia|vestido|chaqueta|sudadera|camisa|pantalon|gorra|mochila|gafas|barba|tatuaje|alto|alta|bajo|delgado|robusto|anos|conduciendo|bicicleta|moto|camioneta|coche|furgoneta|llevaba|corrio|huyo)\b/

function raceAlone({ request }: RuleInput): readonly Broken[] {
  const whole = plain(`${request.title}. ${request.text}`)
  const excerpt = found(race, whole)
  if (excerpt === null || distinguishing.test(whole)) return []
  return [{ field: 'text', excerpt }]
}

/** Keyboard mash: a long run of consonants, one character again and again, or hardly any vowels. */
function mash(text: string): boolean {
  const flat = plain(text).replaceAll(/[^a-z ]/g, '')
  if (/[bcdfghjklmnpqrstvwxz]{7,}/.test(flat) || /(.)\1{4,}/.test(plain(text))) return true
  if (/\b(?:asdf|qwer|zxcv|hjkl|lorem ipsum)/.test(flat)) return true
  const letters = flat.replaceAll(' ', '')
  const vowels = letters.replaceAll(/[^aeiouy]/g, '').length
  return letters.length > 15 && vowels / letters.length < 0.2
}
