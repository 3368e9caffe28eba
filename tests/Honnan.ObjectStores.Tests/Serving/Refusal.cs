namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>An answer that is an error.</summary>
internal sealed class Refusal(int status, string code, string message = "") : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public string Xml => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{Clean(Code)}</Code><Message>{Clean(Message)}</Message><RequestId>1</RequestId></Error>";

    private static string Clean(string text) => text.Replace("\u001b", "&#27;", StringComparison.Ordinal);
}
