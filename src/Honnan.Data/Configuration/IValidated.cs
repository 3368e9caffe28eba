namespace Honnan.Data.Configuration;

/// <summary>A configuration that can say what is wrong with its values.</summary>
public interface IValidated
{
    /// <summary>Every error, each beginning with the key that it is about: "epochs must be above 0, not -1".</summary>
    IEnumerable<string> Errors();
}
