#pragma warning disable MA0048 // one small type for each way of using another
using Honnan.Architecture.Tests.Samples.Late;

namespace Honnan.Architecture.Tests.Samples.Early;

internal sealed class ByField
{
    private readonly LateType? _late = Find();

    public override string ToString() => $"{_late}";

    private static dynamic? Find() => null;
}

internal sealed class ByBase : LateType;

internal static class ByParameter
{
    public static void Take(LateType late) => ArgumentNullException.ThrowIfNull(late);
}

[LateType]
internal static class ByAttribute;

internal sealed class ByTypeArgument
{
    public List<LateType>? Late { get; set; }
}

internal static class ByCreation
{
    public static object Make() => new LateType();
}

internal static class ByStaticCall
{
    public static int Count() => LateType.Count();
}

internal static class ByGenericCall
{
    public static object Empty() => Array.Empty<LateType>();
}

internal static class ByTypeOf
{
    public static Type Late() => typeof(LateType);
}

internal static class InLambda
{
    public static Func<object> Maker(string name) => () => new { name, Count = LateType.Count() };
}

internal static class InIterator
{
    public static IEnumerable<int> Counts()
    {
        yield return LateType.Count();
    }
}

internal static class InAsync
{
    public static async Task<int> CountAsync()
    {
        await Task.Yield();
        return LateType.Count();
    }
}

internal static class ByOwnTypeArgument
{
    // The parameter of an early method, handed to a late one.
    public static T Passing<T>(Func<T> make) => LateType.Passed(make);
}
