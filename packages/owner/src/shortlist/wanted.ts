/** What a recorder calls a thing that it saw, and how requests name it, in both languages of the screens. */
const names: ReadonlyMap<string, RegExp> = new Map([
  [
    'person',
    words(
      'person|persons|people|man|men|woman|women|suspects?|pedestrians?|boys?|girls?|youths?',
      'personas?|hombres?|mujer|mujeres|sospechos[oa]s?|peat[oó]n|peatones|jóvenes|joven|niñ[oa]s?',
    ),
  ],
  [
    'car',
    words(
      'cars?|vehicles?|sedans?|suvs?|hatchbacks?|vans?|minivans?|taxis?',
      'coches?|carros?|autos?|vehículos?|turismos?|furgonetas?',
    ),
  ],
  [
    'truck',
    words(
      'trucks?|vehicles?|pickups?|lorry|lorries|vans?',
      'cami[oó]n|camiones|camionetas?|vehículos?',
    ),
  ],
  ['bus', words('bus|buses|coach', 'autobús|autobuses')],
  ['motorcycle', words('motorcycles?|motorbikes?|mopeds?|scooters?', 'motos?|motocicletas?')],
  ['bicycle', words('bicycles?|bikes?|cyclists?', 'bicicletas?|bicis?|ciclistas?')],
  ['dog', words('dogs?', 'perros?')],
  ['package', words('packages?|parcels?', 'paquetes?')],
])

/** The labels of recorders that a text speaks of. */
export function wantedLabels(text: string): ReadonlySet<string> {
  return new Set([...names].filter(([, named]) => named.test(text)).map(([label]) => label))
}

/** Whether a text names a plate, spaced and written in whatever way, and read by a camera as well as it could. */
export function namesPlate(text: string, plate: string): boolean {
  const signs = alike(plate).match(/[A-Z0-9]/g) ?? []
  if (signs.length < shortestPlate) return false
  return new RegExp(`(?<![A-Z0-9])${signs.join('[ .-]?')}(?![A-Z0-9])`).test(alike(text))
}

/** Shorter ones are house numbers and times of day too. */
const shortestPlate = 4

/** Letters and digits that look the same on a plate at night are the same. */
function alike(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[OQ]/g, '0')
    .replaceAll('I', '1')
    .replaceAll('Z', '2')
    .replaceAll('S', '5')
    .replaceAll('B', '8')
}

/** Whole words only, whatever their script and case. */
function words(...alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})(?!\\p{L})`, 'iu')
}
