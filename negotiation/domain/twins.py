"""Reading what people write: every model has a twin in pydantic, which names every field that does not fit.

Twins are made when they are first asked for, since to read what is stored needs none.
"""

from collections.abc import Callable, Iterator
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from msgspec import NODEFAULT, Meta
from msgspec.structs import fields
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    TypeAdapter,
    create_model,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from .values import NOT_BEFORE_THE_END, STRIPPED, AsWritten, Holds, Model, OneOrMany, Rewritten, Tagged, kind_of

M = TypeVar("M", bound=Model)


class Twin(BaseModel):
    """Base of what pydantic reads in the place of a model."""

    # defer_build: a command writes a few kinds of event, so it should not pay for the schema of all.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def made(model: type[M], values: object) -> M:
    """Make a value of what people wrote.

    Raises:
        pydantic.ValidationError: something does not fit, all of which it names.
    """
    found: M = adapter(model).validate_python(values)
    return found


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Return what reads values of a type, which is a model or is made of models."""
    return TypeAdapter(in_pydantic(kind))


class _ByItsTwin:
    """How pydantic reads a model: by its twin, unless it is made already."""

    def __get_pydantic_core_schema__(self, model: type[Model], handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: object, by_twin: Callable[[object], Any]) -> Model:
            if isinstance(value, model):
                return value
            found = by_twin(value)
            return model(**{name: getattr(found, name) for name in model.__struct_fields__})

        return core_schema.no_info_wrap_validator_function(read, handler.generate_schema(twin_of(model)))


@cache
def twin_of(model: type[Model]) -> type[BaseModel]:
    """Return what pydantic reads in the place of a model."""
    told: dict[str, Any] = {}
    for info in fields(model):
        told[info.name] = (in_pydantic(info.type), ... if info.default is NODEFAULT else info.default)
    if issubclass(model, Tagged):
        kind = kind_of(model)
        told["kind"] = (Literal[kind], kind)
    twin: type[BaseModel] = create_model(
        model.__name__,
        __base__=Twin,
        __doc__=model.__doc__,
        __module__=model.__module__,
        __validators__={"from_text": cast("Any", model_validator(mode="before")(_from_text(model)))},
        **told,
    )
    return twin


def _from_text(model: type[Model]) -> Any:
    def read(value: object) -> object:
        found = model.from_text(value) if isinstance(value, str) else None
        return value if found is None else found

    return read


def in_pydantic(type_: Any) -> Any:
    """Return the type of a field in the words of pydantic."""
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Annotated:
        base = in_pydantic(arguments[0])
        said = tuple(_said(arguments[0], type_.__metadata__))
        return Annotated[(base, *said)] if said else base
    if origin is tuple:
        return tuple.__class_getitem__((in_pydantic(arguments[0]), ...))  # every tuple of a model is of any length
    if origin is list:
        return list.__class_getitem__(in_pydantic(arguments[0]))
    if origin in (Union, UnionType):
        kinds = [kind for kind in arguments if isinstance(kind, type) and issubclass(kind, Tagged)]
        rest = [in_pydantic(kind) for kind in arguments if kind not in kinds]
        each = tuple(map(in_pydantic, kinds))
        one_of = [Annotated[Union[each], Field(discriminator="kind")]] if kinds else []  # noqa: UP007
        return reduce(or_, [*one_of, *rest])
    if isinstance(type_, type) and issubclass(type_, Model):
        return Annotated[type_, _ByItsTwin()]
    return type_


def _said(base: Any, facts: tuple[object, ...]) -> Iterator[object]:
    """Yield what is said of a field in the words of pydantic."""
    for fact in facts:
        match fact:
            case Meta():
                yield from _known(base, fact)
            case AsWritten():
                yield BeforeValidator(fact.read)
            case OneOrMany():
                yield BeforeValidator(fact.several)
            case Rewritten():
                yield BeforeValidator(_in_its_form(fact))
            case Holds() if fact is STRIPPED:
                yield StringConstraints(strip_whitespace=True)
            case Holds():
                yield AfterValidator(_held(fact))
            case _:
                pass  # what the field refers to, and who acts, is for others to read


def _in_its_form(fact: Rewritten) -> Callable[[Any], Any]:
    def rewrite(value: Any) -> Any:
        return fact.as_stored(value) if isinstance(value, str) else value

    return rewrite


def _held(fact: Holds) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value is not None:
            fact.check(value)
        return value

    return check


def _known(base: Any, meta: Meta) -> Iterator[object]:
    if base is str:
        pattern = meta.pattern.removesuffix(NOT_BEFORE_THE_END) if meta.pattern else None
        yield StringConstraints(pattern=pattern, min_length=meta.min_length, max_length=meta.max_length)
    else:
        least, most = meta.min_length, meta.max_length
        yield Field(ge=meta.ge, gt=meta.gt, le=meta.le, lt=meta.lt, min_length=least, max_length=most)
    if meta.description or meta.examples:
        yield Field(description=meta.description, examples=meta.examples)
