// The Equal Earth projection (Šavrič, Patterson and Jenny 2018, equations 9 to 11), in units of the map.
const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
const m = Math.sqrt(3) / 2;
const scale = 180;
const radians = Math.PI / 180;

const slope = theta => a1 + 3 * a2 * theta ** 2 + theta ** 6 * (7 * a3 + 9 * a4 * theta ** 2);
const height = theta => theta * (a1 + a2 * theta ** 2 + theta ** 6 * (a3 + a4 * theta ** 2));

/** Degrees to the map's x and y (down). Longitudes beyond 180 degrees go on to the right. */
export function project(latitude, longitude) {
  const theta = Math.asin(m * Math.sin(latitude * radians));
  return [scale * longitude * radians * Math.cos(theta) / (m * slope(theta)), -scale * height(theta)];
}

/** The map's x and y to degrees [latitude, longitude]; null beyond the world. */
export function unproject(x, y) {
  let theta = 0;
  for (let i = 0; i < 12; i++) {
    theta -= (height(theta) + y / scale) / slope(theta);
  }
  const sine = Math.sin(theta) / m;
  let longitude = m * x / scale * slope(theta) / Math.cos(theta) / radians;
  longitude = longitude > 180 && longitude < 195 ? longitude - 360 : longitude; // the far east of Russia is drawn in one piece
  return Math.abs(sine) > 1 || Math.abs(longitude) > 180 ? null : [Math.asin(sine) / radians, longitude];
}
