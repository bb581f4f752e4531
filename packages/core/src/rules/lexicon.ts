import type { Offence } from '../offence.ts'
import { anyOf, phrase } from './text.ts'

/**
 * What a word rule looks for. Patterns work on plain text (lower case, no accents), one sentence at a
 * time; what `allowed` matches is taken out first, so that a church may be a landmark.
 */
export interface WordList {
  readonly forbidden: readonly RegExp[]
  readonly allowed: readonly RegExp[]
  /** Patterns on the text as written, where capitals tell a name. */
  readonly raw: readonly RegExp[]
  /** Offences to which the rule does not apply. */
  readonly exceptFor: readonly Offence[]
}

const assembly = anyOf(
  'protests?',
  'protesters?',
  'protestors?',
  'protesting',
  'demonstrations?',
  'demonstrators?',
  'rally',
  'rallies',
  'vigils?',
  'sit-ins?',
  'picket(?:s|ers|ing)?',
  'activists?',
  'civil unrest',
  'parade',
  'union meeting',
  'political (?:meeting|event|gathering)',
  'protestas?',
  'manifestacion(?:es)?',
  'manifestantes?',
  'vigilias?',
  'huelg(?:a|as|uistas?)',
  'activistas?',
  'mitin(?:es)?',
)

/** People, as the object of a request. */
const people = anyOf(
  'attendees?',
  'worshippers?',
  'congregants?',
  'parishioners?',
  'visitors?',
  'patients?',
  'anyone',
  'everyone',
  'everybody',
  'anybody',
  'people',
  'persons?',
  'individuals?',
  'those',
  'who(?:ever)?',
  'fieles',
  'asistentes',
  'visitantes',
  'pacientes',
  'personas?',
  'quienes',
  'todos',
)

const going = anyOf(
  'enter(?:ed|ing|s)?',
  'leav(?:e|es|ing)',
  'left',
  'attend(?:ed|ing|s)?',
  'visit(?:ed|ing|s)?',
  'go(?:es|ing)?',
  'went',
  'arriv(?:e|ed|ing)',
  'coming',
  'gather(?:ed|ing|s)?',
  'pray(?:ed|ing)?',
  'worship(?:ped|ping)?',
  'entr(?:a|an|o|aron|aban|ando)',
  'sal(?:e|en|io|ieron|ian)',
  'asist(?:e|en|io|ieron)',
  'visit(?:a|an|o|aron)',
  'acud(?:e|en|io|ieron)',
  'rez(?:a|an|aron)',
)

const worshipPlace = anyOf(
  'church(?:es)?',
  'mosques?',
  'synagogues?',
  'temples?',
  'masjid',
  'prayer (?:hall|meeting|service)s?',
  'place of worship',
  'sunday service',
  'iglesias?',
  'mezquitas?',
  'sinagogas?',
  'templos?',
  'misa',
)

const healthPlace = anyOf(
  "(?:health |abortion |methadone |women's |family planning )?clinics?",
  'planned parenthood',
  'abortion provider',
  'fertility cent(?:er|re)',
  'rehab(?:ilitation)? cent(?:er|re)',
  'counsel(?:ing|ling) cent(?:er|re)',
  'clinicas?(?: de salud| de aborto)?',
  'centro de (?:salud|rehabilitacion|planificacion familiar)',
)

/** Landmarks: a place next to which something else happened. */
const near = anyOf(
  'near',
  'outside',
  'opposite',
  'behind',
  'across from',
  'beside',
  'next to',
  'in front of',
  'corner of',
  'parking lot of',
  'cerca de',
  'frente a',
  'junto a',
  'detras de',
  'al lado de',
)

/** Things done to a building: the building is the victim then. */
const harmed = anyOf(
  'burglar(?:y|ies|ized)',
  'broke into',
  'break-in',
  'vandal(?:ism|ized|ised)',
  'graffiti',
  'arson',
  'fire',
  'set on fire',
  'stole(?:n)?',
  'theft',
  'shots?',
  'window(?:s)? (?:was|were) (?:broken|smashed)',
  'robo',
  'robaron',
  'vandalismo',
  'incendio',
)

export const lexicon = {
  'text/lawful-assembly': {
    forbidden: [
      phrase(assembly),
      phrase(anyOf('recent', 'ongoing', 'planned'), anyOf('march', 'marches', 'marcha', 'marchas')),
      phrase(anyOf('people', 'crowd', 'group', 'participants', 'marchers'), 'march(?:ed|ing|ers)?'),
      /\bmarchers?\b/,
      phrase(
        anyOf('participantes', 'personas', 'grupo'),
        anyOf('marcha', 'marcharon', 'marchaban'),
      ),
    ],
    allowed: [],
    raw: [],
    exceptFor: [],
  },
  'text/worship': {
    forbidden: [
      phrase(people, going, worshipPlace),
      phrase(going, worshipPlace),
      phrase(people, anyOf('at', 'of', 'to', 'from', 'in', 'inside', 'en', 'de'), worshipPlace),
      phrase(anyOf('worshippers?', 'congregants?', 'parishioners?', 'fieles', 'feligreses')),
    ],
    allowed: [
      new RegExp(String.raw`\b(?:${near})\b[^.,;]{0,30}\b${worshipPlace}\b`, 'g'),
      new RegExp(String.raw`\b${harmed}\b[^.;]{0,60}\b${worshipPlace}\b`, 'g'),
      new RegExp(String.raw`\b${worshipPlace}\b[^.;]{0,40}\b${harmed}\b`, 'g'),
      /\b(?:church|temple|iglesia|templo) (?:street|st|avenue|ave|road|rd|lane|hill)\b/g,
    ],
    raw: [],
    exceptFor: [],
  },
  'text/health': {
    forbidden: [
      phrase(people, going, healthPlace),
      phrase(going, healthPlace),
      phrase(people, anyOf('at', 'of', 'to', 'from', 'in', 'inside', 'en', 'de'), healthPlace),
      phrase(anyOf('seek(?:ing)?', 'sought', 'obtain(?:ing|ed)?', 'had', 'having'), 'an? abortion'),
      phrase(anyOf('abortions?', 'aborto', 'abortos')),
    ],
    allowed: [
      new RegExp(String.raw`\b(?:${near})\b[^.,;]{0,30}\b${healthPlace}`, 'g'),
      new RegExp(String.raw`\b${harmed}\b[^.;]{0,60}\b${healthPlace}`, 'g'),
      new RegExp(String.raw`\b${healthPlace}[^.;]{0,40}\b${harmed}\b`, 'g'),
    ],
    raw: [],
    exceptFor: [],
  },
  'text/immigration': {
    forbidden: [
      phrase(
        anyOf(
          'immigration',
          'immigrants?',
          'migrants?',
          'undocumented',
          'illegal aliens?',
          'illegals',
          'deport(?:ation|ed|able)?',
          'visa overstay',
          'day labou?rers?',
          'ice (?:raid|detainer|operation|agents?|officers?)',
          'removal operation',
          'inmigracion',
          'inmigrantes?',
          'migrantes?',
          'indocumentad[oa]s?',
          'sin papeles',
          'deport(?:acion|ado|ados|ar)',
          'jornaleros?',
        ),
      ),
    ],
    allowed: [],
    raw: [/\bERO\b/, /\bICE\b(?! (?:cream|rink|storm|skat))/],
    exceptFor: [],
  },
  'text/announcement': {
    forbidden: [
      phrase(
        anyOf(
          'join us',
          'save the date',
          'open house',
          'coffee with a cop',
          'national night out',
          'community event',
          'town hall',
          'register (?:now|your)',
          'sign up',
          'we are hiring',
          'recruit(?:ing|ment)',
          'reminder',
          'road closure',
          'will be closed',
          'be advised',
          'stay safe',
          'lock your (?:cars?|doors?)',
          'safety tips?',
          'public service announcement',
          'press release',
          'happy (?:holidays|halloween|thanksgiving)',
        ),
      ),
      phrase(
        anyOf(
          'unase a',
          'acompanenos',
          'inscri(?:base|banse)',
          'evento comunitario',
          'recordatorio',
          'cierre de calles?',
          'se les recuerda',
          'felices fiestas',
          'estamos contratando',
          'consejos de seguridad',
          'cierren? (?:sus|las) puertas',
        ),
      ),
    ],
    allowed: [],
    raw: [],
    exceptFor: [],
  },
  'text/pressure': {
    forbidden: [
      phrase(
        anyOf(
          'you must',
          'must (?:submit|provide|share|send|turn over|hand over)',
          'required to',
          'mandatory',
          'obligated',
          'failure to',
          'refus(?:al|e|es|ing) to (?:share|provide|cooperate|submit|help)',
          'will be (?:charged|prosecuted|visited|noted|subpoenaed)',
          'subpoena(?:ed)?',
          'search warrant will',
          'obstruct(?:ion|ing)',
          'we know (?:you|who)',
          'officers will (?:come|visit)',
          'we will (?:come|visit|knock)',
          'good citizens?',
          'if you care',
          'do your (?:duty|part)',
          'your duty',
          'nothing to hide',
          'do not ignore',
          'last chance',
          'comply',
          'cash reward if you',
          'blood on your hands',
        ),
      ),
      phrase(
        anyOf(
          'debe(?:n)? (?:enviar|entregar|compartir|proporcionar)',
          'es obligatori[oa]',
          'obligad[oa]s? a',
          'su deber',
          'quien(?:es)? no (?:colabore|coopere|entregue|comparta)',
          'sera(?:n)? (?:multad|acusad|visitad|citad)[oa]s?',
          'nada que ocultar',
          'ultima oportunidad',
          'buen(?:os)? ciudadanos?',
          'sabemos quien',
          'no ignore',
        ),
      ),
    ],
    allowed: [/\byou may ignore this\b/g, /\bpuede ignorar esto\b/g],
    raw: [],
    exceptFor: [],
  },
  'text/vague': {
    forbidden: [
      /^(?:(?:an? )?(?:ongoing |active |general |police |criminal )*(?:investigation|inv|misc(?:ellaneous)?|case|incident|matter|police business|follow[- ]?up|intel(?:ligence)?|information|info|test|ok|n\/a|none|tbd|various|other|see above|as discussed))[.!]?$/,
      /^(?:(?:una )?(?:investigacion|incidente|caso|asunto|informacion|varios|prueba|otro)(?: (?:en curso|policial|general|activa|criminal))*)[.!]?$/,
      /\b(?:anything|everything|any (?:activity|and all footage)|all (?:footage|video|activity)|whatever)\b[^.]{0,30}\b(?:suspicious|unusual|out of the ordinary|you have|helpful|of interest|odd)\b/,
      /\b(?:suspicious|unusual) (?:activity|behaviou?r|persons?|people|vehicles?|individuals?)\b/,
      /\bpersons? of interest\b/,
      /\bcualquier (?:cosa|actividad)\b[^.]{0,30}\b(?:sospechosa|rara|inusual|util)\b/,
      /\b(?:actividad|conducta|personas?|vehiculos?) sospechos[oa]s?\b/,
    ],
    allowed: [],
    raw: [],
    exceptFor: [],
  },
  'text/private-address': {
    forbidden: [
      /\b(?:comings and goings|who (?:comes|goes|lives|visits|enters|leaves)|visitors|anyone (?:entering|leaving|visiting)|residents?|occupants?|activity)\b[^.;]{0,40}\b(?:house|home|residence|apartment|unit|address|property|\d{1,5} [a-z]+ (?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|place|pl|way|boulevard|blvd))\b/,
      /\b(?:watch|monitor|keep an eye on|film|record)\b[^.;]{0,30}\b(?:house|home|residence|apartment|neighbou?r|tenant|resident)\b/,
      /\b(?:quien(?:es)? (?:entra|sale|vive|visita)n?|entradas y salidas|visitantes|vigilar)\b[^.;]{0,40}\b(?:casa|vivienda|domicilio|apartamento|departamento)\b/,
    ],
    allowed: [],
    raw: [],
    exceptFor: ['missing-person'],
  },
  'text/named-person': {
    forbidden: [],
    allowed: [],
    raw: [
      /\b(?:[Ll]ocate|[Ff]ind|[Ii]dentify|[Tt]rack|[Ll]ooking for|[Ss]earching for|[Ww]hereabouts of|[Ff]ootage of|[Vv]ideo of|[Ss]howing|[Ss]een|[Ss]uspect|[Ss]uspects|[Nn]amed|[Cc]alled|[Gg]irlfriend|[Bb]oyfriend|[Nn]eighbou?r|[Tt]enant)\s+(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][a-z]+\s+(?:[A-Z]\.\s+)?(?!Street|St\b|Avenue|Ave\b|Road|Rd\b|Park|Plaza|Lane|Drive|Court|Boulevard|Bridge|River|Creek|School|Station|Square|Hill|Heights|Market|Store|Mall|Police|County|City|Church|Hospital|Library|Center|Centre)[A-Z][a-z]+/,
      /\b(?:Mr|Mrs|Ms|Dr|Sr|Sra|Srta)\.\s+[A-Z][a-z]+/,
      /\b(?:[Ll]ocalizar|[Ee]ncontrar|[Bb]uscamos|[Ii]dentificar|[Pp]aradero de|[Ll]lamad[oa]|[Ii]mágenes de|[Ss]ospechos[oa])\s+(?:a\s+)?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\s+(?!Calle|Avenida|Parque|Plaza)[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+/,
      /\b[Ww]here does [A-Z][a-z]+|\bex-(?:wife|husband|girlfriend|boyfriend)\b/,
    ],
    exceptFor: ['missing-person', 'abduction'],
  },
  'text/victim-data': {
    forbidden: [
      /\b(?:victim|complainant|deceased)(?:'s)?\b[^.;]{0,30}\b(?:date of birth|dob|born on|phone|telephone|home address|lives at|resides at|aged? \d)/,
      /\bvictima\b[^.;]{0,30}\b(?:fecha de nacimiento|nacid[oa]|telefono|domicilio|vive en)\b/,
      /\b\d{3}-\d{2}-\d{4}\b/,
      /\b(?:date of birth|dob|fecha de nacimiento)\b/,
    ],
    allowed: [],
    raw: [
      /\b(?:[Vv]ictim|[Cc]omplainant|[Dd]eceased|[Vv]íctima)(?:,| is| was| named| identified as| llamad[oa]| es)?\s+(?:(?:Mr|Mrs|Ms)\.?\s+)?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\s+[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+/,
    ],
    exceptFor: ['missing-person', 'abduction'],
  },
} as const satisfies Record<string, WordList>
