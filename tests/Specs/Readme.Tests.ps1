BeforeAll {
    . "$PSScriptRoot/Session.ps1"

    # The blocks marked as powershell; those within a list are indented.
    $text = Get-Content (Join-Path $PSScriptRoot '../../README.md') -Raw
    $blocks = [regex]::Matches($text, '(?ms)^ *```powershell\r?\n(.*?)^ *```') | ForEach-Object { $_.Groups[1].Value }

    $key = 'sk-readme-0123456789'
    function Read-Host { ConvertTo-SecureString 'sk-typed' -AsPlainText }
}

Describe 'The README' {
    AfterAll { Connect-AIImageService -Sandbox }

    It 'has no command that fails in the sandbox' {
        $ErrorActionPreference = 'Stop'
        $blocks.Count | Should -BeGreaterThan 5
        foreach ($block in $blocks) {
            Connect-AIImageService -Sandbox
            Enter-Folder -Pictures 2
            "Prompt,OutFile,Size`na red fox,fox.png,1024x1024`na hare,hare.png," | Set-Content ./jobs.csv
            if ($block -match 'Get-AIImage ./otter') { $null = New-AIImage 'an otter' -OutFile ./otter.png -Sidecar }
            if ($block -match 'door-mask') {
                $null = New-AIImage 'a house' -OutFile ./house.png
                $null = New-AIImage 'a door' -Background transparent -OutFile ./door-mask.png
            }

            try { { & ([scriptblock]::Create($block)) } | Should -Not -Throw -Because $block }
            finally { Pop-Location }
        }
    }
}
