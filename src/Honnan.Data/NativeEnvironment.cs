using System.Runtime.InteropServices;

namespace Honnan.Data;

/// <summary>The environment as libraries of Linux and macOS see it: .NET's own call changes a copy that they do not.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable.</summary>
    public static void Set(string name, string value) => _ = SetVariable(name, value, 1);

    /// <summary>Sets a variable that the user has not set.</summary>
    public static void SetDefault(string name, string value) => _ = SetVariable(name, value, 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
