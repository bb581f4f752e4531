import { maxCorners } from '@porchlight/core'
import type { Area, Place } from '@porchlight/core'
import type { Map as MapView, MapMouseEvent, Marker } from 'maplibre-gl'

import { cornerMarker, midpointMarker, placeOf } from './area-corner.ts'
import type { StreetMap } from './street-map.ts'

/** What a hand does on the map. Corners below three are no area yet. */
export interface DrawingEvents {
  /** A whole area was made or moved. */
  readonly onArea: (area: Area) => void
  /** Corners of a new area are being taken: how many so far; null when that has ended. */
  readonly onTaking: (corners: number | null) => void
}

/** More dots between corners than this hide the area under them. */
const maxMidpoints = 16

/**
 * One area on a map under a mouse, a finger or the arrow keys. Its corners are buttons, so that
 * nothing here needs eyes on a canvas.
 */
export class Drawing {
  readonly #street: StreetMap
  readonly #events: DrawingEvents
  #corners: readonly Place[] = []
  #markers: readonly Marker[] = []
  #taking = false

  constructor(street: StreetMap, events: DrawingEvents) {
    this.#street = street
    this.#events = events
    this.#map.on('click', this.#take)
    this.#map.getContainer().addEventListener('keydown', this.#escape)
  }

  /** Shows another area, ready to be changed; also ends a drawing under way. */
  show(area: Area | null): void {
    this.#setTaking(false)
    this.#corners = area ?? []
    this.#redraw()
  }

  /** Forgets the area and takes corners for a new one. */
  begin(): void {
    this.#corners = []
    this.#setTaking(true)
    this.#redraw()
    this.#map.getCanvas().focus()
  }

  /** Makes an area of the corners taken; without three of them nothing happens. */
  finish(): void {
    if (this.#corners.length < 3) return
    this.#setTaking(false)
    this.#redraw()
    this.#events.onArea(this.#corners)
  }

  end(): void {
    this.#map.off('click', this.#take)
    this.#map.getContainer().removeEventListener('keydown', this.#escape)
    for (const marker of this.#markers) marker.remove()
  }

  get #map(): MapView {
    return this.#street.map
  }

  #setTaking(taking: boolean): void {
    this.#taking = taking
    this.#map.getCanvas().style.cursor = taking ? 'crosshair' : ''
    if (taking) this.#map.doubleClickZoom.disable()
    else this.#map.doubleClickZoom.enable()
    this.#events.onTaking(taking ? this.#corners.length : null)
  }

  readonly #take = ({ lngLat }: MapMouseEvent): void => {
    if (!this.#taking || this.#corners.length >= maxCorners) return
    this.#corners = [...this.#corners, placeOf(lngLat)]
    this.#events.onTaking(this.#corners.length)
    this.#redraw()
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#taking) this.show(null)
  }

  /** Moves a corner; the area is given out when the hand lets go. */
  #move(index: number, place: Place): void {
    this.#corners = this.#corners.with(index, place)
    this.#street.setArea(this.#corners)
  }

  #remove(index: number): void {
    if (this.#corners.length <= 3) return
    this.#corners = this.#corners.toSpliced(index, 1)
    this.#settle()
    this.#markers
      .at(index % this.#corners.length)
      ?.getElement()
      .focus()
  }

  #insert(index: number, place: Place): void {
    this.#corners = this.#corners.toSpliced(index, 0, place)
    this.#settle()
    this.#markers.at(index)?.getElement().focus()
  }

  #settle(): void {
    this.#redraw()
    if (!this.#taking) this.#events.onArea(this.#corners)
  }

  #redraw(): void {
    this.#street.setArea(this.#corners)
    for (const marker of this.#markers) marker.remove()
    const midpoints = this.#taking || this.#corners.length > maxMidpoints ? [] : this.#midpoints()
    this.#markers = [
      ...this.#corners.map((place, index) => this.#corner(place, index)),
      ...midpoints,
    ]
    for (const marker of this.#markers) marker.addTo(this.#map)
  }

  #corner(place: Place, index: number): Marker {
    const marker = cornerMarker(this.#map, {
      index,
      place,
      onMove: (to) => {
        this.#move(index, to)
      },
      onLetGo: () => {
        this.#settle()
        this.#markers.at(index)?.getElement().focus()
      },
      onRemove: () => {
        this.#remove(index)
      },
    })
    return marker
  }

  #midpoints(): readonly Marker[] {
    if (this.#corners.length >= maxCorners) return []
    return this.#corners.map(([x, y], index) => {
      const [nextX, nextY] = this.#corners.at((index + 1) % this.#corners.length) ?? [x, y]
      return midpointMarker({
        index,
        place: placeOf({ lng: (x + nextX) / 2, lat: (y + nextY) / 2 }),
        onInsert: (place) => {
          this.#insert(index + 1, place)
        },
      })
    })
  }
}
