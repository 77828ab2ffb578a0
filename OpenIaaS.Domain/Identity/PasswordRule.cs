using System.Globalization;
using System.Text;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>What a password must be: long, and not one that everybody tries first. No composition rules, any character (ASVS 6.2.1 to 6.2.12).</summary>
public static class PasswordRule
{
    /// <summary>The shortest password, in characters.</summary>
    public const int Shortest = 12;

    /// <summary>The longest password, in UTF-16 units; it bounds the work of hashing.</summary>
    public const int Longest = 128;

    /// <summary>Checks a new password of a person.</summary>
    /// <param name="password">The password, exactly as typed.</param>
    /// <param name="email">The person's e-mail.</param>
    /// <param name="name">The person's name.</param>
    /// <param name="organization">The name of the organization.</param>
    /// <returns><c>password.too-short</c>, <c>password.too-long</c>, <c>password.is-name</c> or <c>password.common</c>.</returns>
    public static Result Check(string password, string email, string name, string organization)
    {
        var length = new StringInfo(password).LengthInTextElements;
        if (password.Length > Longest)
            return Problem.Invalid("password.too-long", $"A password can have at most {Longest} characters; this one has {password.Length}.", "Password");
        if (length < Shortest)
            return Problem.Invalid("password.too-short", $"A password needs at least {Shortest} characters; this one has {length}.", "Password");
        var plain = Letters(password);
        string[] own = [email, email.Split('@')[0], name, organization];
        if (own.Any(word => word.Length > 0 && (word.Equals(password, StringComparison.OrdinalIgnoreCase) || IsVariantOf(plain, Letters(word)))))
            return Problem.Invalid("password.is-name", $"A password must not be your e-mail, your name or your organization's name.", "Password");
        return CommonPasswords.Contains(password)
            ? Problem.Invalid("password.common", $"This password is among the first ones that are tried. Choose another one, for example four words that have nothing to do with each other.", "Password")
            : Result.Success;
    }

    /// <summary>Whether nothing but the word is left when what people put around it, figures and signs, is taken away.</summary>
    static bool IsVariantOf(string password, string word) => word.Length >= 4 && (password == word || password == word + word);

    static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var character in text)
            if (char.IsLetter(character)) letters.Append(char.ToLowerInvariant(character));
        return letters.ToString();
    }
}
