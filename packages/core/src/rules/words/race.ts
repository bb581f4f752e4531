import { rule } from '../rule.ts'
import type { Broken, RuleInput } from '../rule.ts'
import { oneOf, words } from '../text.ts'
import { firstFound } from './word-rule.ts'

const origin = oneOf(
  'black',
  'white',
  'brown',
  'hispanic',
  'latin[oax]',
  'asian',
  'arab(?:ic)?',
  'middle[- ]eastern',
  'african[- ]american',
  'african',
  'caucasian',
  'native american',
  'indigenous',
  'indian',
  'jewish',
  'muslim',
  'mexican',
  'haitian',
  'somali',
  'chinese',
  'roma',
  'gypsy',
  '(?:dark|light|brown|fair)[- ]skinned',
  'foreign(?:-looking)?',
  'non-white',
)

const person = oneOf(
  '(?:fe)?males?',
  'm[ae]n',
  'wom[ae]n',
  'persons?',
  'people',
  'youths?',
  'teen(?:ager)?s?',
  'boys?',
  'girls?',
  'kids?',
  'individuals?',
  '(?:suspects?|subjects?)(?! (?:vehicle|car|suv|van|truck|sedan))',
  'guys?',
  'adults?',
  'juveniles?',
)

const persona = oneOf(
  'hombres?',
  'mujer(?:es)?',
  'jovenes',
  'joven',
  'personas?',
  'individu[oa]s?',
  'sospechos[oa]s?',
  'muchach[oa]s?',
  'chic[oa]s?',
  'sujetos?',
  'tipos?',
  'adolescentes?',
)

const origen = oneOf(
  'negr[oa]s?',
  'blanc[oa]s?',
  'hispan[oa]s?',
  'latin[oa]s?',
  'asiatic[oa]s?',
  'arabes?',
  'moren[oa]s?',
  'indigenas?',
  'gitan[oa]s?',
  'african[oa]s?',
  'mexican[oa]s?',
  'haitian[oa]s?',
  'chin[oa]s?',
  'extranjer[oa]s?',
  'afroamerican[oa]s?',
)

const byRace = [
  words(origin, `(?:(?:adult|young|elderly|juvenile|teenage|middle-aged) )?${person}`),
  words(
    person,
    `(?:is |was |described as |believed to be |of |who (?:is|was|appeared|looked) )+(?:${origin}(?: (?:descent|origin|appearance|race))?)`,
  ),
  words(
    'of (?:asian|african|arab|hispanic|latino|middle[- ]eastern|indian) (?:descent|origin|appearance|ethnicity)',
  ),
  words('(?:blacks|hispanics|latinos|asians|arabs|mexicans|muslims|jews|gypsies)'),
  words(
    persona,
    `(?:(?:adult[oa]|jov[ea]n|de (?:raza|origen|aspecto|apariencia|rasgos|piel|tez)) )?${origen}`,
  ),
]

/**
 * Tells one person from another besides race: clothing, build, what was carried, a vehicle, what was
 * done. Age, sex and running away fit too many.
 */
const telling = words(
  oneOf(
    'wearing',
    'wore',
    'dressed',
    'clothed',
    'clothing',
    'jackets?',
    'hoodie',
    'hooded',
    'sweatshirt',
    'coat',
    '(?:t-)?shirt',
    'trousers',
    'pants',
    'jeans',
    'shorts',
    'dress',
    'skirt',
    'uniform',
    'vest',
    'cap',
    'hat',
    'beanie',
    'mask',
    'shoes',
    'sneakers',
    'boots',
    'gloves',
    'backpack',
    'bag',
    'glasses',
    'beard(?:ed)?',
    'mou?stache',
    'tattoos?',
    'scar',
    'dreadlocks',
    'ponytail',
    '(?:long|short|curly|red|blond|blonde|gr[ae]y|shaved) (?:hair|head)',
    'limp(?:ing|ed)?',
    'tall',
    'heavy(?:set)?',
    'heavily built',
    'slim',
    'thin build',
    'stocky',
    'build',
    'cane',
    'wheelchair',
    'driving',
    'riding',
    '(?:in|on|into) an? (?:[a-z-]+ )?(?:bicycle|bike|scooter|motorcycle|van|truck|car|sedan|suv|pickup|hatchback)',
    'carrying',
    'carried',
    'pushing',
    'holding',
    'with an? (?:[a-z]+ )?(?:dog|cart|stroller|suitcase|crowbar|knife|gun|bat|ladder)',
    'vest(?:ia|ian|ido|ida|idos)',
    'ropa',
    'chaqueta',
    'chamarra',
    'sudadera',
    'camis(?:a|eta)',
    'pantalon(?:es)?',
    'gorra',
    'sombrero',
    'mochila',
    'bolsa',
    'gafas',
    'lentes',
    'barba',
    'bigote',
    'tatuajes?',
    'alt[oa]',
    'delgad[oa]',
    'robust[oa]',
    'corpulent[oa]',
    'coje(?:a|aba)',
    'conduc(?:ia|iendo)',
    'en (?:una? )?(?:bicicleta|moto|motocicleta|camioneta|coche|carro|furgoneta|patinete)',
    'llevaba',
    'cargaba',
    'empujaba',
  ),
)

export const raceRule = rule({
  id: 'text/race-alone',
  sentence: {
    en: 'Nobody is described by race or origin alone: clothing, build, vehicle or behaviour come with it.',
    es: 'A nadie se le describe solo por raza u origen: acompañan ropa, complexión, vehículo o conducta.',
  },
  check: raceAlone,
})

function raceAlone({ request, prose }: RuleInput): readonly Broken[] {
  // somebody missing is named, so not described by race alone
  if (request.offence === 'missing-person') return []
  return prose
    .filter(({ field }) => field === 'title' || field === 'text')
    .flatMap(({ field, sentences }) =>
      sentences.flatMap(({ plain }, index) => {
        const excerpt = firstFound(byRace, plain)
        if (excerpt === null) return []
        const around = sentences.slice(Math.max(0, index - 1), index + 3)
        const described = around.some((sentence) => firstFound([telling], sentence.plain) !== null)
        return described ? [] : [{ field, excerpt }]
      }),
    )
}
