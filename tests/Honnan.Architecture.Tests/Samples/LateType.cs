namespace Honnan.Architecture.Tests.Samples.Late;

/// <summary>What the early types of this sample must not use.</summary>
[AttributeUsage(AttributeTargets.All)]
internal class LateType : Attribute
{
    public const string Word = "late";

    public static int Count() => Environment.ProcessId;

    public static T Passed<T>(Func<T> make) => make();
}
