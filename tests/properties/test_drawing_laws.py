from hypothesis import given
from hypothesis import strategies as st

from ischia import anatomy
from ischia.anatomy import Drawing

bodies = st.sampled_from(anatomy.BODIES)
views = st.sampled_from(anatomy.VIEWS)


@st.composite
def places(draw):
    body, view = draw(bodies), draw(views)
    left, top, width, height = anatomy.figure(body).views[view].box
    x = draw(st.integers(left, left + width))
    y = draw(st.integers(top, top + height))
    return body, view, x, y


@given(places())
def test_no_point_belongs_to_two_sites(place):
    body, view, x, y = place
    areas = anatomy.figure(body).views[view].areas
    owners = [area for area in areas if anatomy.is_inside(area.rings, x, y)]
    assert len(owners) <= 1
    found = anatomy.site_at(body, view, x, y)
    assert found == ((owners[0].site, owners[0].side) if owners else None)


@given(bodies, views, st.data())
def test_a_corner_of_a_border_belongs_to_at_most_one_site(body, view, data):
    areas = anatomy.figure(body).views[view].areas
    x, y = data.draw(st.sampled_from(data.draw(st.sampled_from(areas)).rings[0]))
    assert sum(anatomy.is_inside(area.rings, x, y) for area in areas) <= 1


@given(st.sampled_from(("female-medium", "male-large", "neutral-slim")), views, st.data())
def test_marks_to_drawing_and_back_cover_the_same_sites(body, view, data):
    areas = anatomy.figure(body).views[view].areas
    chosen = data.draw(st.lists(st.sampled_from(areas), min_size=1, max_size=3, unique=True))
    share: dict[tuple, float] = {}
    for area in chosen:
        width = 30 if view in ("soles", "foot_tops") else 40
        for drawing in anatomy.filling(area, view, width=width):
            for hit in anatomy.covered(body, drawing, least=0.0):
                key = (hit.site, hit.side)
                share[key] = share.get(key, 0) + hit.share
    half = {key for key, covered in share.items() if covered >= 0.5}
    assert half == {(area.site, area.side) for area in chosen}


@given(places(), st.integers(-900, 900), st.integers(-900, 900))
def test_a_wider_pen_never_covers_less(place, dx, dy):
    body, view, x, y = place
    line = ((x, y), (x + dx, y + dy))
    thin = {c.site + c.side.value: c.share for c in covered(body, view, line, 80)}
    wide = {c.site + c.side.value: c.share for c in covered(body, view, line, 200)}
    assert all(wide[key] >= share for key, share in thin.items())


def covered(body, view, line, width):
    return anatomy.covered(body, Drawing(view, line, width), least=0.0)


@given(places(), st.integers(-900, 900), st.integers(-900, 900))
def test_the_mirror_of_a_drawing_covers_the_mirrored_sites(place, dx, dy):
    body, view, x, y = place
    other = {"left": "right", "right": "left"}.get(view, view)
    line = ((x, y), (x + dx, y + dy))
    mirror = tuple((-a, b) for a, b in line)
    ours = {(c.site, c.side.value, c.share) for c in covered(body, view, line, 120)}
    theirs = {(c.site, c.side.value, c.share) for c in covered(body, other, mirror, 120)}
    swap = {"left": "right", "right": "left", "midline": "midline"}
    flipped = {(site, swap[side], share) for site, side, share in ours}
    near = {(s, d): v for s, d, v in flipped}
    far = {(s, d): v for s, d, v in theirs}
    for key in set(near) | set(far):  # a lattice point on a border may change its owner
        assert abs(near.get(key, 0) - far.get(key, 0)) < 0.08
