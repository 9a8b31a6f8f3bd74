from ischia.errors import InfeasiblePlan, InputError, InternalError, IschiaError, KnowledgeError


def test_every_error_has_its_own_code():
    kinds = (IschiaError, InputError, KnowledgeError, InfeasiblePlan, InternalError)
    assert len({kind.code for kind in kinds}) == len(kinds)
