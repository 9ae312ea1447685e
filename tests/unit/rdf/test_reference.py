"""Reference data of a registry of four bodies and three places, made up for these tests."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from rdflib import DCTERMS, ORG, RDF, SDO, SKOS, XSD, Literal, URIRef

from planggraph.errors import NotInRegistry
from planggraph.rdf import plan_quads
from planggraph.rdf.iris import reference_graph
from planggraph.rdf.reference import reference_quads, used
from planggraph.rdf.vocabulary import BASE, KIND, PG, ROLE
from planggraph.registry import Registry
from planggraph.registry.agencies import Agency
from planggraph.registry.regions import Region
from unit.rdf.sample import PLAN
from unit.rdf.stubs import SmallRegistry

AGENCIES = {
    "440100/old_bureau": Agency(
        "440100/old_bureau", "old_bureau", "440100", "广州市旧局", "Old Bureau", "government", "work", ("广州旧局",), "2015", "2019-01",
        "440100/new_bureau", "renamed",
    ),
    "440100/new_bureau": Agency(
        "440100/new_bureau", "new_bureau", "440100", "广州市新局", "", "government", "work", (), "2019-01", "", None, "", ("440100/plate",)
    ),
    "440100/plate": Agency("440100/plate", "plate", "440100", "广州市牌子", "Plate", "party", "", same_body_as=("440100/new_bureau",)),
    "440100/grp_all": Agency("440100/grp_all", "grp_all", "440100", "各区", "All", "collective", "collective"),
    "云岭区/bureau": Agency("云岭区/bureau", "bureau", "云岭区", "云岭区局", "Bureau", "government", ""),
}  # fmt: skip
REGIONS = {
    region.code: region
    for region in (
        Region("440000", "广东省", ("广东",), ("粤",), "province", "admin", "000000", "", "", "Q15175", "Guangdong"),
        Region("440100", "广州市", ("广州",), ("穗",), "city", "admin", "440000", "", "", "Q16572", "Guangzhou"),
        Region("440103", "荔湾区", (), (), "county", "admin", "440100", "", "", "", ""),
        Region("z-sanxia", "三峡库区", (), (), "place", "functional_region", "000000", "", "", "", ""),
    )
}


V = TypeVar("V")


def _known(table: dict[str, V], key: str) -> V:
    if key not in table:
        raise NotInRegistry(key=key)
    return table[key]


class Directory:
    """The registry of these tests."""

    def agency(self, key: str) -> Agency:
        return _known(AGENCIES, key)

    def region(self, code: str) -> Region:
        return _known(REGIONS, code)


def facts(agencies: list[str], regions: list[str]) -> set[tuple[URIRef, URIRef, object]]:
    quads = list(reference_quads(Directory(), agencies, regions))
    assert {quad[3] for quad in quads} == {reference_graph()}
    assert len(set(quads)) == len(quads)
    return {quad[:3] for quad in quads}


def iri(tail: str) -> URIRef:
    return URIRef(BASE + tail)


def test_a_body_comes_with_its_successor_its_plates_and_its_places() -> None:
    known = facts(["440100/old_bureau"], [])
    assert {s for s, p, o in known if o == PG.Agency} == {iri(f"agency/440100/{each}") for each in ("old_bureau", "new_bureau", "plate")}
    assert {s for s, p, o in known if o == PG.Region} == {iri("region/440100"), iri("region/440000")}


def test_a_reform_is_a_change_event_with_both_sides() -> None:
    known = facts(["440100/old_bureau"], [])
    event = iri("change/440100/old_bureau-new_bureau")
    assert {(p, o) for s, p, o in known if s == event} == {
        (RDF.type, ORG.ChangeEvent),
        (ORG.originalOrganization, iri("agency/440100/old_bureau")),
        (ORG.resultingOrganization, iri("agency/440100/new_bureau")),
        (PG.changeType, Literal("renamed")),
        (DCTERMS.date, Literal("2019-01", datatype=XSD.gYearMonth, normalize=False)),
    }


def test_two_plates_are_one_body_and_no_change() -> None:
    known = facts(["440100/plate"], [])
    assert (iri("agency/440100/plate"), PG.sameBodyAs, iri("agency/440100/new_bureau")) in known
    assert ORG.ChangeEvent not in {o for _, _, o in known}


def test_dates_are_as_exact_as_known() -> None:
    known = facts(["440100/old_bureau"], [])
    assert (iri("agency/440100/old_bureau"), SDO.foundingDate, Literal("2015", datatype=XSD.gYear, normalize=False)) in known


def test_names_kind_function_and_place_of_a_body() -> None:
    known = facts(["440100/old_bureau"], [])
    body = iri("agency/440100/old_bureau")
    assert {
        (body, SKOS.prefLabel, Literal("广州市旧局", lang="zh")),
        (body, SKOS.prefLabel, Literal("Old Bureau", lang="en")),
        (body, SKOS.altLabel, Literal("广州旧局", lang="zh")),
        (body, ORG.classification, URIRef(KIND + "government")),
        (body, PG.function, Literal("old_bureau")),
        (body, PG.domain, Literal("work")),
        (body, DCTERMS.spatial, iri("region/440100")),
    } <= known


def test_a_group_says_whether_it_is_open_and_by_which_rule() -> None:
    known = facts(["440100/grp_all"], [])
    group = iri("agency/440100/grp_all")
    assert {(group, RDF.type, PG.AgencyGroup), (group, PG.open, Literal(False)), (group, PG.groupRule, Literal("grp_all"))} <= known


def test_a_place_without_a_code_of_the_standard_claims_none() -> None:
    known = facts(["云岭区/bureau"], ["z-sanxia", "440103"])
    notations = {s: o for s, p, o in known if p == SKOS.notation and str(s).startswith(f"{BASE}region/")}
    assert iri("region/z-sanxia") not in notations
    assert notations[iri("region/440103")] == Literal("440103", datatype=PG.GB2260)
    assert not [o for s, p, o in known if s == iri("agency/云岭区/bureau") and p == DCTERMS.spatial]


def test_regions_stand_in_one_another_up_to_the_province() -> None:
    known = facts([], ["440103"])
    assert {(s, o) for s, p, o in known if p == SDO.containedInPlace} == {
        (iri("region/440103"), iri("region/440100")),
        (iri("region/440100"), iri("region/440000")),
    }


def test_what_the_registry_does_not_know_is_passed_over() -> None:
    known = facts(["440100/nobody"], ["999999"])
    assert not [s for s, _, _ in known if s.startswith(BASE)]


def test_role_words_are_labels_of_their_concepts() -> None:
    known = facts([], [])
    assert (URIRef(ROLE + "lead"), SKOS.altLabel, Literal("主办", lang="zh")) in known
    assert (URIRef(ROLE + "guide"), SKOS.broader, URIRef(ROLE + "support")) in known
    assert (URIRef(ROLE + "lead"), SKOS.inScheme, PG.RoleScheme) in known


def test_keys_and_codes_used_are_those_the_quads_speak_of() -> None:
    agencies, regions = used(plan_quads(PLAN, SmallRegistry()))
    assert agencies == {f"440100/{each}" for each in ("coop_office", "finance_bureau", "grp_all_district_gov", "publicity_dept")}
    assert regions == {"440100", "522701"}


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_keys_changes_nothing(order: int) -> None:
    keys = ["440100/grp_all", "440100/old_bureau", "440100/plate"][::order]
    assert list(reference_quads(Directory(), keys, [])) == list(reference_quads(Directory(), sorted(keys), []))


def test_every_body_of_the_real_registry_can_be_written() -> None:
    registry = Registry.load()
    functions = {
        function for _, function in (key.split("/") for key in registry.members("440100/grp_all_district_gov", when=date(2018, 7, 9)))
    }
    quads = list(reference_quads(registry, ["440100/industry_it_commission", "440100/coop_office", "000000/ndrc"], ["522701"]))
    labels = {str(o) for s, p, o, _ in quads if p == SKOS.prefLabel}
    assert functions == {"district_government"}
    assert {"广州市工业和信息化委员会", "广州市工业和信息化局", "广州市协作办公室", "都匀市", "黔南布依族苗族自治州", "贵州省"} <= labels
    assert (iri("change/440100/industry_it_commission-industry_it_bureau"), PG.changeType, Literal("renamed")) in {
        quad[:3] for quad in quads
    }
