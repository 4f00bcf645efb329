"""What one would do by hand: the Voronoi diagram of the coasts' points in UTM, cut to the sea and summed by state.

Prints the seconds that it took, imports left out, and the shares. It needs shapely and pyproj.
"""

import json
import sys
import time

import pyproj
import shapely
from shapely.geometry import MultiPoint, Polygon
from shapely.strtree import STRtree


def divide(path):
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    project = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32639", always_xy=True).transform
    ring, holes, owners = [], [], {}
    for feature in features:
        kind, state = feature["properties"]["kind"], feature["properties"].get("state")
        lines = feature["geometry"]["coordinates"]
        if kind == "coast" and feature["properties"].get("part", "main") == "main":
            line = list(zip(*project(*zip(*lines))))
            ring += line
        elif kind == "island":
            line = list(zip(*project(*zip(*lines[0]))))
            holes.append(line)
        else:
            continue
        for point in line:
            owners.setdefault(point, state)
    sea = Polygon(ring, holes)
    points = list(owners)
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=sea))
    tree = STRtree(shapely.points(points))
    of_cell, of_point = tree.query(cells, predicate="contains")
    by_state = {}
    for cell, point in zip(of_cell, of_point):
        by_state.setdefault(owners[points[point]], []).append(cells[cell])
    geod = pyproj.Geod(ellps="WGS84")
    back = pyproj.Transformer.from_crs("EPSG:32639", "EPSG:4326", always_xy=True).transform
    areas = {}
    for state, found in by_state.items():
        water = shapely.transform(
            shapely.intersection(shapely.union_all(found), sea), back, interleaved=False
        )
        areas[state] = abs(geod.geometry_area_perimeter(shapely.orient_polygons(water))[0])
    whole = sum(areas.values())
    return {state: 100 * area / whole for state, area in areas.items()}


start = time.perf_counter()
shares = divide(sys.argv[1])
json.dump({"seconds": time.perf_counter() - start, "shares": shares}, sys.stdout)
