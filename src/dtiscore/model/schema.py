"""JSON Schemas of every file kind, for editors: the models are their only source."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from dtiscore.model.assessment import Assessment
from dtiscore.model.cases import CaseFile
from dtiscore.model.criteria import EVERYONE, Group, SetHeader, Within
from dtiscore.model.crosswalk import Crosswalk
from dtiscore.model.evidence_file import EvidenceFile
from dtiscore.model.proposals import Proposal
from dtiscore.model.published import Published
from dtiscore.model.scenario import Scenario
from dtiscore.model.settings import Settings
from dtiscore.model.tasks import Tasks
from dtiscore.model.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

FILE_KINDS: Mapping[str, tuple[type[BaseModel], str]] = MappingProxyType(
    {
        "dtiscore": (Settings, "dtiscore.yaml"),
        "set": (SetHeader, "criteria/<set>/set.yaml"),
        "group": (Group, "criteria/<set>/<group>.yaml"),
        "cases": (CaseFile, "criteria/<set>/cases/*.yaml"),
        "crosswalk": (Crosswalk, "criteria/<set>/crosswalks/<older>.yaml"),
        "assessment": (Assessment, "assessments/<period>.yaml"),
        "evidence": (EvidenceFile, "evidence/<period>/<criterion>/evidence.yaml"),
        "published": (Published, "published/<period>.yaml"),
        "units": (Units, "units.yaml"),
        "tasks": (Tasks, "tasks/<period>.yaml"),
        "proposal": (Proposal, "proposals/<period>/<id>.yaml"),
        "scenario": (Scenario, "scenarios/<name>.yaml"),
    }
)
"""Each file kind: its model, and where such files lie."""


class _Schemas(GenerateJsonSchema):
    """pydantic's schemas, with defaults that do not depend on its version."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """No default where a file cannot state it: 0 points for `EVERYONE`."""
        default = schema.get("default")
        if isinstance(default, dict) and EVERYONE in default:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)

    def encode_default(self, dft: Any) -> Any:
        """A default as a file would state it."""
        if isinstance(dft, Within):
            return dft.word
        if isinstance(dft, BaseModel):
            fields = type(dft).model_fields.items()
            return {f.alias or name: self.encode_default(getattr(dft, name)) for name, f in fields}
        if isinstance(dft, dict):
            return {key: self.encode_default(value) for key, value in dft.items()}
        if isinstance(dft, tuple):
            return [self.encode_default(value) for value in dft]
        return str(dft) if isinstance(dft, Fraction) else dft


def schema_name(kind: str) -> str:
    """The file name under which editors find the schema of ``kind``."""
    return f"{kind}.schema.json"


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one file kind.

    Raises:
        KeyError: there is no such kind.
    """
    model, where = FILE_KINDS[kind]
    schema = model.model_json_schema(by_alias=True, schema_generator=_Schemas)
    for definition in (schema, *schema.get("$defs", {}).values()):
        _empty_is_absent(definition)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"dtiscore: {where}",
    }


def _empty_is_absent(definition: dict[str, Any]) -> None:
    """A key without a value reads as if it were not there, except where one is required."""
    required = definition.get("required", ())
    for name, said in definition.get("properties", {}).items():
        options = said.get("anyOf")
        if name in required or (options and {"type": "null"} in options):
            continue
        kept = {key: said.pop(key) for key in ("default", "description", "title") if key in said}
        definition["properties"][name] = {"anyOf": [dict(said), {"type": "null"}], **kept}
