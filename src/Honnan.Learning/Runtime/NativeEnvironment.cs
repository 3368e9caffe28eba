using System.Runtime.InteropServices;

namespace Honnan.Learning.Runtime;

/// <summary>The environment as Linux's libraries see it: .NET's own call changes a copy that they do not.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable that the user has not set.</summary>
    public static void SetDefault(string name, string value) => _ = Set(name, value, 0);

    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);
}
