using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OpenIaaS.Tests.Architecture;

/// <summary>
/// Reads every arrow of an assembly from its compiled code: signatures, fields, bodies, attributes, lambdas and state machines.
/// An <c>Id&lt;T&gt;</c> names T without knowing it, so its argument makes no arrow.
/// </summary>
static class ArrowReader
{
    public static IReadOnlyList<Arrow> Read(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        var arrows = new HashSet<Arrow>();
        foreach (var type in module.GetTypes())
        {
            var from = Outermost(type).FullName;
            foreach (var to in Named(type).SelectMany(Parts).Select(Outermost))
            {
                if (to.FullName != from) arrows.Add(new(from, to.FullName, AssemblyOf(to)));
            }
        }

        return [.. arrows];
    }

    static IEnumerable<TypeReference?> Named(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(item => item.InterfaceType),
        .. type.GenericParameters.SelectMany(item => item.Constraints).Select(item => item.ConstraintType),
        .. Attributes(type), .. type.Properties.SelectMany(Attributes), .. type.Fields.SelectMany(Attributes), .. type.Methods.SelectMany(Attributes),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Methods.SelectMany(Named),
    ];

    static IEnumerable<TypeReference?> Named(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
        foreach (var constraint in method.GenericParameters.SelectMany(item => item.Constraints)) yield return constraint.ConstraintType;
        if (!method.HasBody) yield break;
        foreach (var variable in method.Body.Variables) yield return variable.VariableType;
        foreach (var named in method.Body.Instructions.SelectMany(Named)) yield return named;
    }

    static IEnumerable<TypeReference?> Named(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType],
        _ => [],
    };

    static IEnumerable<TypeReference> Attributes(Mono.Cecil.ICustomAttributeProvider owner) => owner.CustomAttributes.Select(item => item.AttributeType);

    /// <summary>The named types inside arrays, references and generic types.</summary>
    static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType { ElementType.Name: "Id`1" } id => [id.ElementType],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    static string AssemblyOf(TypeReference type) => type.Scope switch
    {
        AssemblyNameReference reference => reference.Name,
        ModuleDefinition module => module.Assembly.Name.Name,
        _ => "",
    };
}
