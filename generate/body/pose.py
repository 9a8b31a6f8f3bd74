"""Two postures: arms a little away from the body, and arms forward for the side view."""

import numpy as np

from generate.body.mesh import Floats, Mesh

ARM_FROM_VERTICAL_DEG = 16.0
SIDE_ABDUCTION_DEG = 4.0
SIDE_FLEXION_DEG = 30.0
SIDE_ELBOW_DEG = 14.0
LEG_ADDUCTION_DEG = 4.5

X, Y, Z = np.eye(3)


def standing(mesh: Mesh) -> Mesh:
    """Return the mesh standing, arms a little out: the figure from the front and the back."""
    return _on_the_floor(_arms(_legs(mesh), abduction_deg=ARM_FROM_VERTICAL_DEG))


def sideways(mesh: Mesh) -> Mesh:
    """Return the mesh standing with the arms forward, so that low back and hip stay free."""
    posed = _arms(_legs(mesh), abduction_deg=SIDE_ABDUCTION_DEG)
    for side, sign in (("l", 1), ("r", -1)):
        elbow = posed.joints[f"{side}-elbow"]
        posed = _turn(posed, "forearm", sign, (elbow, X), SIDE_ELBOW_DEG)
        shoulder = posed.joints[f"{side}-shoulder"]
        posed = _turn(posed, "arm", sign, (shoulder, X), -SIDE_FLEXION_DEG)
    return _on_the_floor(posed)


def _on_the_floor(mesh: Mesh) -> Mesh:
    lift = np.array([0.0, -mesh.vertices[np.unique(mesh.quads), 1].min(), 0.0])
    joints = {name: place + lift for name, place in mesh.joints.items()}
    return Mesh(mesh.vertices + lift, mesh.quads, joints, mesh.limbs)


def _legs(mesh: Mesh) -> Mesh:
    for side, sign in (("l", 1), ("r", -1)):
        hip = mesh.joints[f"{side}-upper-leg"]
        mesh = _turn(mesh, "leg", sign, (hip, Z), -sign * LEG_ADDUCTION_DEG)
        ankle = mesh.joints[f"{side}-ankle"]
        mesh = _turn(mesh, "foot", sign, (ankle, Z), sign * LEG_ADDUCTION_DEG)
    return mesh


def _arms(mesh: Mesh, *, abduction_deg: float) -> Mesh:
    for side, sign in (("l", 1), ("r", -1)):
        shoulder = mesh.joints[f"{side}-shoulder"]
        along = mesh.joints[f"{side}-hand"] - shoulder
        now = np.degrees(np.arctan2(sign * along[0], -along[1]))
        mesh = _turn(mesh, "arm", sign, (shoulder, Z), sign * (abduction_deg - now))
        along = mesh.joints[f"{side}-hand"] - shoulder
        forward = np.degrees(np.arctan2(along[2], -along[1]))
        mesh = _turn(mesh, "arm", sign, (shoulder, X), forward)
    return mesh


def _turn(mesh: Mesh, limb: str, sign: int, hinge: tuple[Floats, Floats], angle_deg: float) -> Mesh:
    """Turn one limb of one side about a hinge by the angle times each vertex's share in it.

    Turning by a share of the angle, rather than blending positions, keeps the volume of the
    bent joint.
    """
    centre, axis = hinge
    on_side = np.sign(mesh.vertices[:, 0]) == sign
    share = mesh.limbs[limb] * on_side
    vertices = _rotate(mesh.vertices, centre, axis, np.radians(angle_deg) * share)
    prefix = "l-" if sign > 0 else "r-"
    joints = {}
    for name, place in mesh.joints.items():
        moves = name.startswith(prefix) and _below(name[2:], limb)
        angle = np.array([np.radians(angle_deg) if moves else 0.0])
        joints[name] = _rotate(place[None], centre, axis, angle)[0]
    return Mesh(vertices, mesh.quads, joints, mesh.limbs)


def _below(joint: str, limb: str) -> bool:
    chains = {
        "arm": ("elbow", "hand", "finger"),
        "forearm": ("hand", "finger"),
        "leg": ("knee", "ankle", "foot", "toe"),
        "foot": ("foot", "toe"),
    }
    return joint.startswith(chains[limb])


def _rotate(points: Floats, centre: Floats, axis: Floats, angle: Floats) -> Floats:
    """Rotate points about an axis, each by its own angle in radians (Rodrigues)."""
    arm = points - centre
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    along = np.outer(arm @ axis, axis)
    return centre + arm * cos + np.cross(axis, arm) * sin + along * (1 - cos)
